"""Published studies and diaries → our own cases, one module a source. Each has `imported(path, zone)`."""

from myosotis.records.sources import amitriptyline, choirbm, chow, myaiguide

SOURCES = {
    "amitriptyline": amitriptyline,
    "choirbm": choirbm,
    "chow": chow,
    "myaiguide": myaiguide,
}
