"""One page with every zone drawn, numbered and named, for who reviews the borders: docs/explanation/body-map-zones.html.

    python tools/bodymap/gallery.py [OUT.html]
"""

import sys
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))

from myosotis.body.pictures import VIEWS, middle, picture  # noqa: E402
from myosotis.body.zones import NEIGHBOURS, ZONES  # noqa: E402

OUT = ROOT / "docs/explanation/body-map-zones.html"
TITLES = {"front": "Front", "back": "Back", "head": "Head, from both sides", "soles": "Soles"}
STYLE = """
body{margin:1.5rem auto;max-width:78rem;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1c2733;background:#fbfaf7}
figure{margin:1rem 0 2rem}svg{display:block;width:100%;height:auto;background:#fff;border:1px solid #dcdfe3;border-radius:.75rem}
.zones path{stroke:#8d7c6d;stroke-width:6}.hints{fill:none;stroke:#5d5148;stroke-width:9;opacity:.35}.outline{fill:none;stroke:#3c342e;stroke-width:18}
text{font:600 66px system-ui,sans-serif;text-anchor:middle;dominant-baseline:central;fill:#1c2733}text.side{font-size:170px}text.small{font-size:46px}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .75rem .3rem 0;border-bottom:1px solid #dcdfe3;vertical-align:top}code{font-size:.875rem}
@media(prefers-color-scheme:dark){body{color:#e9eef3;background:#11171d}td,th{border-color:#2e3a46}}
"""


def numbers():
    """One number for each place, whatever its side."""
    stems = list(dict.fromkeys(zone.stem for zone in ZONES.values()))
    return {stem: k for k, stem in enumerate(stems, 1)}


def tint(stem):
    hue = sum(ord(c) * (i + 3) for i, c in enumerate(stem)) * 47 % 360
    return f"hsl({hue} 42% 84%)"


def figure(view, number):
    drawn = picture(view)
    zones = "".join(
        f'<path d="{path}" fill="{tint(ZONES[code].stem)}"><title>{escape(ZONES[code].name("en"))} – {code}</title></path>'
        for code, path in drawn.zones.items()
    )
    labels = ""
    for code in drawn.zones:
        for x in _places(view, code, drawn.width):
            y = middle(view, code)[1]
            labels += f'<text x="{x}" y="{y}"{_small(view, code)}>{number[ZONES[code].stem]}</text>'
    first, last = ("Left", "Right") if view == "back" else ("Right", "Left")
    sides = f'<text class="side" x="330" y="160">{first}</text><text class="side" x="{drawn.width - 330}" y="160">{last}</text>'
    return (
        f"<h2>{TITLES[view]}</h2><figure><svg viewBox='0 0 {drawn.width} {drawn.height}' role='img' aria-label='{TITLES[view]}'>"
        f'<g class="zones">{zones}</g><path class="hints" d="{drawn.hints}"/><path class="outline" d="{drawn.outline}"/>{labels}{sides}</svg></figure>'
    )


def _places(view, code, width):
    """A zone on the midline stands on both profiles of the head."""
    x = middle(view, code)[0]
    return (x, width - x) if view == "head" and code.endswith(".M") else (x,)


def _small(view, code):
    return ' class="small"' if ZONES[code].area < 140 and view != "head" else ""


def page():
    number = numbers()
    rows = ""
    for stem, k in number.items():
        codes = [code for code in ZONES if code[:-2] == stem]
        zone = ZONES[codes[0]]
        beside = ", ".join(str(number[ZONES[c].stem]) for c in sorted(NEIGHBOURS[codes[0]], key=lambda c: number[ZONES[c].stem]))
        rows += (
            f"<tr><td>{k}</td><td><code>{stem}</code> {''.join(code[-1] for code in codes)}</td><td>{zone.region}</td>"
            f"<td lang='da'>{escape(zone.da)}</td><td>{escape(zone.en)}</td><td>{' '.join(zone.views)}</td><td>{beside}</td></tr>\n"
        )
    figures = "\n".join(figure(view, number) for view in VIEWS)
    return (
        "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>Every zone of the body map</title><style>{STYLE}</style></head><body><h1>Every zone of the body map</h1>"
        f"<p>{len(ZONES)} zones: {len(number)} places, most of them on the left (L) and the right (R), some on the midline (M). "
        "Sides are the person's own. The last column lists the places that touch.</p>\n"
        f"{figures}\n<h2>Names</h2>\n<table><thead><tr><th>No.</th><th>Code</th><th>Region</th><th>Danish</th><th>English</th><th>Drawn on</th><th>Touches</th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody></table></body></html>\n"
    )


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else OUT
    out.write_text(page(), "utf-8")
