"""The command line: `myosotis COMMAND`. Each command imports only what it needs."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from myosotis import __version__
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
        _add_book(command)
        command.set_defaults(run=run)
    explain = commands.add_parser("explain", help="say of one case what it is, how urgent, and why")
    explain.add_argument("file", help="a JSON-lines file, or - for standard input")
    explain.add_argument("--id", required=True, help="the id of the case")
    explain.add_argument("--lang", choices=("da", "en"), default="da", help="Danish (default) or English")
    explain.add_argument("--audience", choices=("client", "therapist"), default="client", help="who reads it")
    explain.add_argument("--hours", type=float, help="only the check-in at this hour (default: all)")
    explain.add_argument("--ask", action="store_true", help="say what to ask next, and when, instead")
    explain.add_argument("--why-not", metavar="RULE", help="say of this rule which of its parts did not hold")
    _add_book(explain)
    explain.set_defaults(run=_explain)
    other = commands.add_parser("import", help="turn a published diary or trial into cases, one JSON case a line")
    other.add_argument("kind", choices=("amitriptyline", "choirbm", "chow", "myaiguide"), help="whose file it is")
    other.add_argument("file", type=Path, help="the CSV file, as published")
    other.add_argument("out", help="the JSON-lines file to write, or - for standard output")
    other.add_argument("--zone", default="Europe/Copenhagen", help="the time zone of a diary (default Europe/Copenhagen)")
    other.set_defaults(run=_import)
    rulebook = commands.add_parser("rulebook", help="write the pages of the rule book, one for each card")
    rulebook.add_argument("folder", type=Path, help="the folder to write them in, such as docs/rules")
    _add_book(rulebook)
    rulebook.set_defaults(run=_rulebook)
    made_up = commands.add_parser("simulate", help="make up a population: sorted Parquet files of whole clients")
    made_up.add_argument("checkins", type=_count, help="how many check-ins, such as 1000000 (the last client is whole)")
    made_up.add_argument("out", type=Path, help="the folder to write them in")
    made_up.add_argument("--seed", type=int, default=1, help="another seed, another population (default 1)")
    made_up.set_defaults(run=_simulate)
    again = commands.add_parser("replay", help="judge every check-in of a registry, Parquet in and Parquet out")
    again.add_argument("source", type=Path, help="a folder of Parquet files, or one file")
    again.add_argument("out", type=Path, help="the folder for the answers; a run that was stopped goes on there")
    again.add_argument("--set-aside", type=Path, metavar="FILE", help="leave courses with impossible answers out, with the reasons in this file")
    _add_book(again)
    again.set_defaults(run=_replay)
    both = commands.add_parser("compare", help="say which check-ins of a registry another book would answer otherwise")
    both.add_argument("before", help="a folder with a book, or `own` for the one that came along")
    both.add_argument("after", help="the other book")
    both.add_argument("source", type=Path, help="a folder of Parquet files, or one file")
    both.add_argument("--report", type=Path, metavar="FILE", help="also write a page with plots and examples to read")
    both.set_defaults(run=_compare)
    fast = commands.add_parser("bench", help="how fast a population is judged here, with equal answers checked")
    fast.add_argument("folder", type=Path, help="a folder to work in")
    fast.add_argument("--checkins", type=_count, default=500_000, help="how many check-ins (default 500000)")
    fast.add_argument("--runs", type=_count, default=3, help="how many runs to take the median of (default 3)")
    _add_book(fast)
    fast.set_defaults(run=_bench)
    check = commands.add_parser("check", help="read the whole book and say what is wrong, or what it holds")
    _add_book(check)
    check.add_argument("--thorough", action="store_true", help="also try every card, pair of cards and answer (minutes)")
    check.set_defaults(run=_check)
    add_commands(commands)
    return parser


def _add_book(command: argparse.ArgumentParser) -> None:
    command.add_argument("--book", type=Path, help="a folder with another book (default: the one that came along)")


def _book(options):
    return _load(options.book)


def _load(folder: Path | None):
    from myosotis.knowledge import KnowledgeError, load_book

    try:
        return load_book(folder)
    except KnowledgeError as error:
        raise CommandError(error) from None


@contextmanager
def _lines(file: str) -> Iterator:
    if file == "-":
        yield sys.stdin
        return
    try:
        with open(file, encoding="utf-8") as lines:
            yield lines
    except BrokenPipeError:
        # Not the file: whoever reads what we print went away.
        raise
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}; give a file of JSON lines, or -") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not text in UTF-8; save it as UTF-8") from None


def _answer_lines(options, read, answer) -> int:
    from myosotis.records.jsonl import answered

    went_well = True
    with _lines(options.file) as lines:
        for reply, good in answered(lines, read, answer):
            print(json.dumps(reply, ensure_ascii=False))
            went_well &= good
    return 0 if went_well else 1


def _assess(options) -> int:
    from myosotis.course import Course
    from myosotis.judge import assess

    book = _book(options)
    return _answer_lines(
        options, Course.read, lambda course: {"assessments": [a.as_mapping() for a in assess(course, book)]}
    )


def _review(options) -> int:
    from myosotis.course import Complaint
    from myosotis.plan import review

    book = _book(options)
    return _answer_lines(options, Complaint.read, lambda complaint: review(complaint, book).as_mapping())


def _selfcheck(options) -> int:
    from myosotis.course import Person
    from myosotis.plan import selfcheck

    book = _book(options)
    return _answer_lines(options, Person.read, lambda person: selfcheck(person, book).as_mapping())


def _explain(options) -> int:
    from myosotis.course import AnswerError, Course
    from myosotis.judge import assess, explain, why_not
    from myosotis.records.jsonl import cases

    book = _book(options)
    with _lines(options.file) as lines:
        for identity, course in cases(lines, Course.read):
            if identity != options.id:
                continue
            if isinstance(course, AnswerError):
                raise CommandError(course)
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
        print(f"{write(_book(options), options.folder)} pages and pictures in {options.folder}")
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


def _count(text: str) -> int:
    count = int(text.replace("_", ""))
    if count < 1:
        raise ValueError
    return count


def _simulate(options) -> int:
    from myosotis.population.simulate import simulate

    if options.out.exists() and any(options.out.iterdir()):
        raise CommandError(f"{options.out} is not empty; give a new folder")
    show = _progress_bar(options.checkins)
    made = 0
    for _, rows in simulate(options.checkins, options.out, options.seed):
        made += rows
        show(made, made)
    print(f"\n{made} check-ins", file=sys.stderr)
    return 0


def _replay(options) -> int:
    from myosotis.population.checks import TableError
    from myosotis.population.replay import ReplayError, replay

    book = _book(options)
    bars = []

    def tell(progress):
        bars or bars.append(_progress_bar(progress.total))
        bars[0](progress.done, progress.judged)

    try:
        done = replay(options.source, options.out, book, set_aside=options.set_aside, tell=tell)
    except (TableError, ReplayError) as error:
        raise CommandError(error) from None
    aside = f", {done.set_aside} set aside" if options.set_aside else ""
    print(f"\n{done.done} check-ins judged by book {book.version}{aside}", file=sys.stderr)
    return 0


def _compare(options) -> int:
    from myosotis.population.checks import TableError
    from myosotis.population.compare import compare
    from myosotis.population.compared import lines, page
    from myosotis.population.replay import ReplayError

    bars = []

    def tell(progress):
        bars or bars.append(_progress_bar(progress.total))
        bars[0](progress.done, progress.done)

    before, after = (_load(None if which == "own" else Path(which)) for which in (options.before, options.after))
    try:
        found = compare(before, after, options.source, tell=tell)
    except (TableError, ReplayError) as error:
        raise CommandError(error) from None
    print(file=sys.stderr)
    print("\n".join(lines(found)))
    if options.report:
        options.report.write_text(page(found, f"{options.before} ({before.version})", f"{options.after} ({after.version})"))
    return 0


def _bench(options) -> int:
    from time import perf_counter, process_time

    from myosotis.population.bench import bench

    report = bench(options.folder, _book(options), clock=perf_counter, cpu=process_time,
                   checkins=options.checkins, runs=options.runs)  # fmt: skip
    print("\n".join(report.lines()))
    return 0


def _progress_bar(total: int):
    """Shows on one line how far it is, how fast, and how long is left; `here` counts what this run has done."""
    from time import monotonic

    began = monotonic()

    def show(done: int, here: int) -> None:
        rate = here / max(monotonic() - began, 0.001)
        left = (total - done) / rate if rate else 0
        full = int(24 * min(done / max(total, 1), 1))
        minutes, seconds = divmod(int(max(left, 0)), 60)
        print(f"\r[{'#' * full}{'.' * (24 - full)}] {done:,} of {total:,}, {rate:,.0f}/s, {minutes}:{seconds:02} left ",
              end="", file=sys.stderr, flush=True)  # fmt: skip

    return show


def _check(options) -> int:
    from myosotis.knowledge.check import report

    book = _book(options)
    lines, sound = report(book, datetime.now(UTC).date())
    print("\n".join(lines))
    if options.thorough:
        from myosotis.judge.thorough import thorough

        search = thorough(book)
        print("\n".join(search.lines))
        sound &= not search.faults
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
