"""The command line: `myosotis COMMAND`. Each command imports only what it needs."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from myosotis import __version__
from myosotis.cli import population
from myosotis.cli.books import add_book, book_of
from myosotis.clinic.commands import CommandError, add_commands


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all went well, 1 when a case did not, 2 when it could not start."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except CommandError as error:
        print(f"myosotis {options.command}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader went away (head, less): nothing is wrong.
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="myosotis",
        description="After a treatment: is it expected, is it passing, or should a human look, and how fast.",
    )
    parser.add_argument("--version", action="version", version=f"myosotis {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run, summary in (
        ("assess", _assess, "judge the check-ins of each course, one JSON case a line"),
        ("review", _review, "review the treatments of each complaint, one JSON case a line"),
        ("selfcheck", _selfcheck, "answer each self-check, one JSON case a line"),
    ):
        command = commands.add_parser(name, help=summary, description=summary)
        command.add_argument("file", help="a JSON-lines file, or - for standard input")
        add_book(command)
        command.set_defaults(run=run)
    explain = commands.add_parser("explain", help="say of one case what it is, how urgent, and why")
    explain.add_argument("file", help="a JSON-lines file, or - for standard input")
    explain.add_argument("--id", required=True, help="the id of the case")
    explain.add_argument("--lang", choices=("da", "en"), default="da", help="Danish (default) or English")
    explain.add_argument("--audience", choices=("client", "therapist"), default="client", help="who reads it")
    explain.add_argument("--hours", type=float, help="only the check-in at this hour (default: all)")
    explain.add_argument("--ask", action="store_true", help="say what to ask next, and when, instead")
    explain.add_argument("--why-not", metavar="RULE", help="say of this rule which of its parts did not hold")
    add_book(explain)
    explain.set_defaults(run=_explain)
    other = commands.add_parser("import", help="turn a published diary or trial into cases, one JSON case a line")
    other.add_argument("kind", choices=("amitriptyline", "choirbm", "chow", "myaiguide"), help="whose file it is")
    other.add_argument("file", type=Path, help="the CSV file, as published")
    other.add_argument("out", help="the JSON-lines file to write, or - for standard output")
    other.add_argument("--zone", default="Europe/Copenhagen", help="the time zone of a diary (default Europe/Copenhagen)")
    other.set_defaults(run=_import)
    rulebook = commands.add_parser("rulebook", help="write the pages of the rule book, one for each card")
    rulebook.add_argument("folder", type=Path, help="the folder to write them in, such as docs/rules")
    add_book(rulebook)
    rulebook.set_defaults(run=_rulebook)
    population.add_commands(commands)
    check = commands.add_parser("check", help="read the whole book, try its examples, and say all that is wrong, or what it holds")
    add_book(check)
    check.add_argument("--thorough", action="store_true", help="also try every card, pair of cards and answer (minutes)")
    check.set_defaults(run=_check)
    add_commands(commands)
    return parser


# How a file in UTF-16 begins: there every line is something else, and nothing of it can be answered.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def _lines(file: str) -> Iterator:
    """The lines as bytes: one that is no text is answered in its place, and the others too."""
    if file == "-":
        yield getattr(sys.stdin, "buffer", sys.stdin)
        return
    try:
        with open(file, "rb") as lines:
            if lines.peek(2).startswith(_UTF_16):
                raise CommandError(f"{file} is not text in UTF-8; save it as UTF-8")
            yield lines
    except BrokenPipeError:
        # Not the file: whoever reads what we print went away.
        raise
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}; give a file of JSON lines, or -") from None


def _answer_lines(options, read, answer) -> int:
    from myosotis.records.jsonl import answered, written

    went_well = True
    with _lines(options.file) as lines:
        for reply, good in answered(lines, read, answer):
            print(written(reply))
            went_well &= good
    return 0 if went_well else 1


def _assess(options) -> int:
    from myosotis.course import Course, read_strictly
    from myosotis.judge import assess

    book = book_of(options)
    return _answer_lines(
        options, read_strictly("course", Course.read), lambda course: {"assessments": [a.as_mapping() for a in assess(course, book)]}
    )


def _review(options) -> int:
    from myosotis.course import Complaint, read_strictly
    from myosotis.plan import review

    book = book_of(options)
    return _answer_lines(options, read_strictly("complaint", Complaint.read), lambda complaint: review(complaint, book).as_mapping())


def _selfcheck(options) -> int:
    from myosotis.course import Person, read_strictly
    from myosotis.plan import selfcheck

    book = book_of(options)
    return _answer_lines(options, read_strictly("person", Person.read), lambda person: selfcheck(person, book).as_mapping())


def _explain(options) -> int:
    from myosotis.course import AnswerError, Course, read_strictly
    from myosotis.judge import assess, explain, why_not
    from myosotis.records.jsonl import cases

    book = book_of(options)
    with _lines(options.file) as lines:
        for identity, course in cases(lines, read_strictly("course", Course.read)):
            if identity != options.id:
                continue
            if isinstance(course, AnswerError):
                raise CommandError(course)
            if not course.checkins:
                raise CommandError(f"{options.id} has no check-in, so there is nothing to explain")
            shown = [a for a in assess(course, book) if options.hours in (None, a.hours)]
            if not shown:
                hours = ", ".join(f"{c.hours:g}" for c in course.checkins)
                raise CommandError(f"{options.id} has no check-in at {options.hours:g} hours; it has {hours}")
            for assessment in shown:
                if options.ask:
                    _print_next(assessment, course, book, options.lang)
                elif options.why_not:
                    rule = _rule(book, options.why_not)
                    outcome, parts = why_not(rule, course, book, assessment.hours, options.lang)
                    _print_why_not(rule, assessment, outcome, parts, book, options.lang)
                else:
                    _print_explanation(
                        assessment, explain(assessment, course, book, options.lang, options.audience), book, options.lang
                    )
            return 0
    raise CommandError(f"no case is called {options.id!r} in {options.file}")


def _rule(book, name: str):
    from difflib import get_close_matches

    if name in book.rules:
        return book.rules[name]
    close = get_close_matches(name, book.rules, n=1)
    raise CommandError(f"no rule is called {name!r}" + (f"; did you mean {close[0]!r}?" if close else ""))


def _print_explanation(assessment, explanation, book, language: str) -> None:
    def heading(key):
        return book.text(f"advice/explanation.headings.{key}", language)

    from myosotis.judge.wording import say_hours

    print(f"— {heading('after').format(hours=say_hours(assessment.hours, book, language))} —")
    print(f"{explanation.headline.upper()}\n\n{explanation.reading}")
    if explanation.note:
        print(explanation.note)
    for key in ("do", "first_aid", "call", "why", "home", "normal", "changes"):
        lines = getattr(explanation, key)
        if lines:
            print(f"\n{heading(key)}")
            for line in lines:
                print(f"  • {line}")
    print(f"\n{explanation.expires}\n\n{heading('sources')}")
    for source in explanation.sources:
        print(f"  {source.id:5} {source.text} ({source.certainty})")
    print()


def _print_why_not(rule, assessment, outcome, parts, book, language: str) -> None:
    held = {True: "yes", False: "no", None: "unsure"}
    word = book.text(f"words/certainties.outcomes.{outcome.value}", language)
    print(f"{rule.title[language]} ({rule.name}), {assessment.hours:g} h: {word}")
    for part in parts:
        print(f"  {book.text(f'words/answers.choice.{held[part.held]}', language):>8}  {part.text}")


def _rulebook(options) -> int:
    from myosotis.records.rulebook import write

    try:
        print(f"{write(book_of(options), options.folder)} pages and pictures in {options.folder}")
    except OSError as error:
        raise CommandError(f"{options.folder} cannot be written: {error.strerror}") from None
    return 0


def _import(options) -> int:
    from zoneinfo import ZoneInfo

    from myosotis.course import AnswerError
    from myosotis.records.sources import SOURCES

    try:
        found = SOURCES[options.kind].imported(options.file, ZoneInfo(options.zone))
    except AnswerError as error:
        raise CommandError(error) from None
    except (ValueError, LookupError):
        raise CommandError(f"no time zone is called {options.zone!r}; write Europe/Copenhagen") from None
    lines = [json.dumps(case, ensure_ascii=False) for case in found.cases]
    if options.out == "-":
        print(*lines, sep="\n")
    else:
        try:
            Path(options.out).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options.out} cannot be written: {error.strerror}") from None
    print(f"{found.rows} rows read, {len(found.cases)} cases written", file=sys.stderr)
    for name, count in sorted(found.unmapped.items(), key=lambda item: -item[1]):
        print(f"not mapped: {name} ({count})", file=sys.stderr)
    return 0


def _print_next(assessment, course, book, language: str) -> None:
    from myosotis.judge.ask import next_checkin_hours, next_question
    from myosotis.judge.wording import say_hours

    so_far = course.until(1 + max(i for i, checkin in enumerate(course.checkins) if checkin.hours == assessment.hours))
    found, hours = next_question(so_far, book), next_checkin_hours(assessment, course, book)
    at = "-" if hours is None else say_hours(hours, book, language)
    print(f"{say_hours(assessment.hours, book, language)} → {at}")
    if found:
        level = book.text(f"words/levels.{found.level.name}.client.label", language)
        print(f"  {book.text(found.key, language)}\n  ({level}: {', '.join(found.settles or found.touches)})")


def _check(options) -> int:
    """The status is 2 where a card cannot be read, 1 where all can and something is amiss."""
    from myosotis.judge.examples import untrue_examples
    from myosotis.knowledge.check import report
    from myosotis.knowledge.load import all_faults

    book, faults = all_faults(options.book)
    untrue = untrue_examples(book.rules.values()) if book else []
    for fault in (*faults, *untrue):
        print(f"myosotis check: {fault}", file=sys.stderr)
    if faults:
        return 2
    lines, sound = report(book, datetime.now(UTC).date())
    print("\n".join(lines))
    sound &= not untrue
    if options.thorough:
        from myosotis.judge.thorough import thorough

        search = thorough(book)
        print("\n".join(search.lines))
        sound &= not search.faults
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
