"""What a person takes along: tagged PDFs by typst, and files whose names tell nobody whose they are or what they are about."""

import json
from functools import partial

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.glyphs import PAPER, is_missing_glyph, shown_with_marks


def typeset(template, said: dict, at) -> bytes:
    """PDF/UA-1, dated `at`: tagged, with a language, a title and words for every picture.

    What is said goes in as JSON, so no word of it can be a command. `template` is a .typ file beside its caller.
    No paper is refused for a character that the fonts cannot show: a mark stands in its place.
    """
    said = said | _demo_mark(said)
    mark = wording.text("words/answered.no_glyph", said["language"])
    marked = partial(shown_with_marks, said, mark)
    for words in (lambda: said, marked):
        try:
            return _compiled(template, words(), at)
        except (typst.TypstError, UnicodeEncodeError) as error:
            if not isinstance(error, UnicodeEncodeError) and not is_missing_glyph(error):
                raise
    return _compiled(template, marked(plainest=True), at)


def _demo_mark(said) -> dict[str, str]:
    """On every sheet of the demo that the people are invented, and in the title, which is read aloud first."""
    with translation.override(said["language"]):
        demo = _("Demo – invented people") if settings.DEMO else ""
    return {"demo": demo, "named": f"{said['title']} · {demo}" if demo else said["title"]}


def _compiled(template, said: dict, at) -> bytes:
    return typst.compile(
        template,
        root=template.parent,
        timestamp=int(at.timestamp()),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        **PAPER,
    )


def attached(response, name: str):
    """The answer as a file to keep. `name` is the same for everyone."""
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
