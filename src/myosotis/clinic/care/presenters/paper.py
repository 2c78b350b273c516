"""What a person takes along: tagged PDFs by typst, and files whose names tell nobody whose they are or what they are about."""

import json

import typst


def typeset(template, said: dict, at) -> bytes:
    """PDF/UA-1, dated `at`: tagged, with a language, a title and words for every picture.

    What is said goes in as JSON, so no word of it can be a command. `template` is a .typ file beside its caller.
    """
    return typst.compile(
        template,
        root=template.parent,
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        timestamp=int(at.timestamp()),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
    )


def attached(response, name: str):
    """The answer as a file to keep. `name` is the same for everyone."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
