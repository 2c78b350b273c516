"""An address to scan on paper: a whole SVG with real colours."""

import io

import segno


def qr_on_paper(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=2, xmldecl=False, dark="#000", light="#fff"
    )
    return out.getvalue().decode()
