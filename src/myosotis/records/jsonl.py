"""One case a line, JSON in and JSON out, each line answered in its place.

A line that cannot be read is answered by `{"id", "error"}` saying where, what and what instead; the rest go on.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from myosotis.course import AnswerError

MAX_LINE = 2_000_000
ONE_OBJECT = 'write one object a line: {"id": …}'


def cases(lines: Iterable[str | bytes], read: Callable[[Mapping], object]) -> Iterator[tuple[str | None, object]]:
    """For each line that is not blank: its id, and the case or the AnswerError that it gave.

    Lines come as bytes, so that one that is no text is refused alone.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity = None
        try:
            raw = _parsed(line, number)
            identity = raw.get("id")
            yield identity, read(raw)
        except AnswerError as error:
            yield identity, AnswerError(f"line {number}, {error.where}", error.what, error.instead)


def _parsed(line: str | bytes, number: int) -> Mapping:
    if len(line) > MAX_LINE:
        raise AnswerError("the whole line", f"{len(line)} letters long", f"give at most {MAX_LINE}")
    try:
        # A mark of the byte order stands before the first line of some files and says nothing.
        raw = json.loads((line if isinstance(line, str) else line.decode("utf-8")).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        raise AnswerError(f"byte {error.start + 1}", "not text in UTF-8", "save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise AnswerError(f"letter {error.colno}", f"not JSON ({error.msg})", ONE_OBJECT) from None
    except RecursionError:
        raise AnswerError("the whole line", "nested too deep", ONE_OBJECT) from None
    except ValueError:
        # Python reads no number of more than some thousand digits.
        raise AnswerError("the whole line", "a number with too many digits", ONE_OBJECT) from None
    if not isinstance(raw, Mapping):
        raise AnswerError("the whole line", "no object", ONE_OBJECT)
    return raw


def written(reply: Mapping) -> str:
    """One line of JSON; half a letter, which no text may hold, stands as its number."""
    line = json.dumps(reply, ensure_ascii=False)
    return json.dumps(reply) if any("\ud800" <= letter <= "\udfff" for letter in line) else line


def answered(
    lines: Iterable[str | bytes], read: Callable[[Mapping], object], answer: Callable[[object], dict]
) -> Iterator[tuple[dict, bool]]:
    """For each case: the answer to write and whether it went well."""
    for identity, case in cases(lines, read):
        if isinstance(case, AnswerError):
            yield {"id": identity, "error": str(case)}, False
        else:
            yield {"id": identity, **answer(case)}, True
