"""Lay the drawings side by side, each zone in its own tint and labelled, to be looked at in a browser.

    python tools/bodymap/look.py OUT.html
"""

import re
import sys
from pathlib import Path

BODY = Path(__file__).resolve().parents[2] / "src/myosotis/body/drawing"


def page(height=1700):
    parts = []
    for view in ("front", "back", "head", "soles"):
        text = (BODY / f"{view}.svg").read_text("utf-8")

        def tint(match):
            hue = sum(ord(c) * (i + 3) for i, c in enumerate(match[1].rsplit(".", 1)[0])) * 47 % 360
            return f'data-zone="{match[1]}" fill="hsl({hue} 45% 82%)"'

        parts.append(re.sub(r'data-zone="([^"]+)"', tint, text))
    style = (
        "body{margin:0;background:#fff;display:flex;flex-wrap:wrap}svg{height:%dpx}svg[data-view=head],svg[data-view=soles]{height:700px}"
        ".zones path{stroke:#7a6a60;stroke-width:6}.outline{fill:none;stroke:#2c2622;stroke-width:16}.hints{fill:none;stroke:#2c2622;stroke-width:9;opacity:.5}"
    ) % height
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>" + "".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), "utf-8")
