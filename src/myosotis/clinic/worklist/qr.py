"""An address as a picture to scan: SVG in the page, no style attributes."""

import segno


def qr_svg(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass="qr-dark")
