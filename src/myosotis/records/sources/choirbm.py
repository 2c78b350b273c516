"""CHOIR body maps: which of 74 zones of a drawing hurt. One course a map, with one check-in and no number for the pain.

Only the places are taken. Sex, age and score were mixed between people before the file was published.
"""

from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

from myosotis.records.tables import Imported, rows_of

# Zone → region, by where the zone lies on the drawing. In front the person's right side stands to the left.
_FRONT = {
    "head": ((101, 103), (102, 104)),
    "neck": ((105,), (106,)),
    "shoulder": ((107,), (110,)),
    "chest": ((108,), (109,)),
    "upper_arm": ((111,), (112,)),
    "elbow": ((113,), (114,)),
    "forearm": ((115,), (118,)),
    "abdomen": ((116,), (117,)),
    "wrist": ((119,), (124,)),
    "hip": ((120,), (123,)),
    "groin": ((121,), (122,)),
    "hand": ((125,), (128,)),
    "thigh": ((126,), (127,)),
    "knee": ((129,), (130,)),
    "lower_leg": ((131,), (132,)),
    "ankle": ((133,), (134,)),
    "foot": ((135,), (136,)),
}
_BACK = {
    "head": ((202, 204), (201, 203)),
    "neck": ((206,), (205,)),
    "shoulder": ((210,), (207,)),
    "upper_back": ((209, 213), (208, 212)),
    "upper_arm": ((214,), (211,)),
    "elbow": ((216,), (215,)),
    "forearm": ((220,), (217,)),
    "lower_back": ((219,), (218,)),
    "wrist": ((226,), (221,)),
    "hip": ((225,), (222,)),
    "buttock": ((224,), (223,)),
    "hand": ((230,), (227,)),
    "thigh": ((229,), (228,)),
    "knee": ((232,), (231,)),
    "lower_leg": ((234,), (233,)),
    "ankle": ((236,), (235,)),
    "foot": ((238,), (237,)),
}
ZONES = {
    str(code): f"{region}:{side}"
    for view in (_FRONT, _BACK)
    for region, sides in view.items()
    for side, codes in zip(("right", "left"), sides, strict=True)
    for code in codes
}


def imported(path: Path, zone: ZoneInfo | None = None) -> Imported:
    rows = rows_of(path, "id", "bodymap_regions_csv")
    unmapped, cases = Counter(), []
    for row in rows:
        codes = [code.strip() for code in row["bodymap_regions_csv"].split(",") if code.strip()]
        unmapped.update(code for code in codes if code not in ZONES)
        sites = list(dict.fromkeys(ZONES[code] for code in codes if code in ZONES))
        cases.append({"id": f"choirbm-{row['id']}", "checkins": [{"hours": 0, "sites": sites, "original": codes}]})
    return Imported(cases, len(rows), unmapped)
