"""The rule book as pages that a therapist reads aloud: one page a card, and lists of limits, measures, statements, questions.

Pure: a book gives the same pages every time. Words come from the book (`words/rulebook`), Danish with English titles.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from myosotis.drawing.rule_card import examples_chart
from myosotis.judge.ask import all_questions, rules_that_need
from myosotis.judge.wording import label, say_number
from myosotis.knowledge.check import realised
from myosotis.knowledge.model import Book, Grounds, Rule, Step
from myosotis.language import nodes as n
from myosotis.language.describe import in_words
from myosotis.records.rule_examples import drawn, say_claims
from myosotis.terms import Certainty, Level, Scope

WORDS = "words/rulebook"
LANGUAGE = "da"


def pages(book: Book) -> dict[str, str]:
    """Every page and picture by its path below the folder of the rule book."""
    found: dict[str, str] = {}
    for rules in _cards(book):
        found[_page(rules[0])] = _rule_page(rules, book)
        found[_picture(rules[0])] = examples_chart(rules[0].title.da, [drawn(rules[0], e, book) for e in rules[0].examples])
    found["README.md"] = _index(book)
    found["limits.md"] = _limits(book)
    found["measures.md"] = _measures(book)
    found["coverage.md"] = _coverage(book)
    found["questions.md"] = _questions(book)
    return found


def write(book: Book, folder: Path) -> int:
    """All pages written below the folder, and those of cards that are no more taken away; how many there are."""
    found = pages(book)
    for path in [path for path in folder.rglob("*") if path.suffix in (".md", ".svg")]:
        if path.relative_to(folder).as_posix() not in found:
            path.unlink()
    for name, text in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return len(found)


def _cards(book: Book) -> list[list[Rule]]:
    """The rules of each card file; a card with `each` has several."""
    by_file: dict[str, list[Rule]] = {}
    for rule in book.rules.values():
        by_file.setdefault(rule.file, []).append(rule)
    return list(by_file.values())


def _page(rule: Rule) -> str:
    return str(PurePosixPath(rule.file).relative_to("rules").with_suffix(".md"))


def _picture(rule: Rule) -> str:
    return str(PurePosixPath(rule.file).relative_to("rules").with_suffix(".svg"))


class _Speaker:
    """The book's words for these pages, and its sentences in words."""

    def __init__(self, book: Book):
        self.book = book

    def say(self, key: str, **places) -> str:
        text = self.book.text(f"{WORDS}.{key}", LANGUAGE)
        return text.format(**places) if places else text

    def title(self, key: str) -> str:
        return f"{self.say(key)}\n\n*{self.book.text(f'{WORDS}.{key}', 'en')}*"

    def sentence(self, node: n.Node, scope: Scope) -> str:
        return in_words(node, LANGUAGE, lambda part: label(part, self.book, LANGUAGE, scope))

    def tag(self, grounds: Grounds) -> str:
        return self.book.text(f"words/certainties.tags.{grounds.tag or 'D'}", LANGUAGE)

    def reading(self, step: Step) -> str:
        return self.book.words("readings")[step.reading.value]["therapist"]["label"][LANGUAGE]

    def level(self, level: Level | None) -> str:
        if level is None:
            return ""
        return f"{level.value}. {self.book.text(f'words/levels.{level.name}.client.label', LANGUAGE)}"

    def certainty(self, certainty: Certainty | str | None) -> str:
        return self.book.text(f"words/certainties.{certainty}", LANGUAGE) if certainty else ""


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    return [*lines, *(f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in row)} |" for row in rows), ""]


def _rule_page(rules: list[Rule], book: Book) -> str:
    rule, words = rules[0], _Speaker(book)
    back = "../" * _page(rule).count("/")
    lines = [f"# {rule.title.da}", "", f"*{rule.title.en}* · `{rule.name}`", ""]
    if len(rules) > 1:
        lines += [words.say("intro.one_of_many", count=len(rules)), ""]
        lines += [f"- {other.title.da} · {words.level(other.highest_level)}".rstrip(" ·") for other in rules[1:]] + [""]
    lines += [f"## {words.say('heads.when')}", "", *_condition(rule, words), ""]
    if rule.judge_after is not None:
        hours = f"{say_number(rule.judge_after, LANGUAGE)} {words.say('units.hours')}"
        lines += [words.say("heads.judge_after", hours=hours), ""]
    if rule.question:
        lines += [words.say("heads.question", text=f"*{_without_places(book.text(rule.question, LANGUAGE))}*"), ""]
    used = _measures_used(rule, book)
    if used:
        lines += [f"{words.say('heads.measures')}:", ""]
        lines += [
            f"- [{book.measures[rule.scope][name].title.da}]({back}measures.md): "
            f"{words.sentence(book.measures[rule.scope][name].measure.body, rule.scope)}"
            for name in used
        ]
        lines.append("")
    lines += [f"## {words.say('heads.then')}", ""]
    if len(rule.steps) > 1:
        lines += [words.say("heads.first_row"), ""]
    lines += _decision(rule, words, book)
    if rule.why:
        lines += [f"**{words.say('heads.why')}:** *{_unfilled(rule.why.da, rule, book)}*", ""]
    lines += [f"## {words.say('heads.rests_on')}", "", *_grounds(rule.grounds, words), ""]
    lines += [f"## {words.say('heads.examples')}", "", words.say("usual_case") if rule.scope == Scope.checkin else "", ""]
    lines += [f"![{words.say('chart')}]({PurePosixPath(_picture(rule)).name})", ""]
    shown = [drawn(rule, example, book) for example in rule.examples]
    lines += _table(
        [words.say("columns.example"), words.say("columns.answer"), words.say("heads.then")],
        [[one.title, book.text(f"words/certainties.outcomes.{example.expect}", LANGUAGE), one.verdict]
         for one, example in zip(shown, rule.examples, strict=True)],
    )  # fmt: skip
    care = [
        words.say("author", who=rule.author),
        words.say("checked", who=rule.checked_by) if rule.checked_by else words.say("unchecked"),
        words.say("review_by", date=rule.review_by),
        words.say("status", status=words.say(f"statuses.{rule.status}")),
    ]
    lines += [f"## {words.say('heads.care')}", "", *(f"- {text}" for text in care), ""]
    lines += [f"[{words.say('pages.index')}]({back}README.md)"]
    return _joined(lines)


def _condition(rule: Rule, words: _Speaker) -> list[str]:
    joined = getattr(rule.when, "joined", None)
    if not joined:
        return [words.say("heads.one_thing"), "", f"- {words.sentence(rule.when, rule.scope)}"]
    head = "heads.all_of" if isinstance(rule.when, n.Both) else "heads.any_of"
    return [words.say(head), "", *(f"- {words.sentence(part, rule.scope)}" for part in joined)]


def _measures_used(rule: Rule, book: Book) -> list[str]:
    found: dict[str, None] = {}
    for sentence in (rule.when, *(step.when for step in rule.steps)):
        for part in n.walk(sentence, through_measures=False):
            if isinstance(part, n.Measure):
                found[part.name] = None
    return list(found)


def _decision(rule: Rule, words: _Speaker, book: Book) -> list[str]:
    last = len(rule.steps) - 1
    when = [
        words.say("always") if last == 0 else words.say("otherwise") if i == last else words.sentence(step.when, rule.scope)
        for i, step in enumerate(rule.steps)
    ]
    if rule.scope == Scope.checkin:
        return _table(
            [words.say(f"columns.{name}") for name in ("when", "reading", "level", "certainty")],
            [[text, words.reading(step), words.level(step.level), words.certainty(step.certainty)]
             for text, step in zip(when, rule.steps, strict=True)],
        )  # fmt: skip
    return _table(
        [words.say("columns.when"), words.say("columns.follows")],
        [[text, say_claims(step.claims, book)] for text, step in zip(when, rule.steps, strict=True)],
    )


def _unfilled(text: str, rule: Rule, book: Book) -> str:
    """A sentence with its places named: {pain} → [smerte nu]."""

    class Named(dict):
        def __missing__(self, name):
            return f"[{label(book.named(name, rule.scope), book, LANGUAGE, rule.scope)}]"

    return text.format_map(Named())


def _without_places(text: str) -> str:
    """A question with three dots for what is filled in when it is asked."""
    return re.sub(r"\{\w+\}", "…", text)


def _grounds(grounds: Grounds, words: _Speaker) -> list[str]:
    lines = [words.tag(grounds), ""]
    for identity in grounds.because:
        statement = words.book.statements[identity]
        where = words.say("line_of", source=identity[0], line=statement["line"])
        lines.append(f"- **{identity}** {statement[LANGUAGE]} ({words.certainty(statement['certainty'])}; {where})")
    return lines


def _joined(lines: list[str]) -> str:
    text = "\n".join(lines).strip() + "\n"
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text


def _head(words: _Speaker, page: str, **places) -> list[str]:
    lines = [f"# {words.title(f'pages.{page}')}", "", words.say(f"intro.{page}", **places), ""]
    return lines if page == "index" else [*lines, f"[{words.say('pages.index')}](README.md)", ""]


def _index(book: Book) -> str:
    words = _Speaker(book)
    lines = _head(words, "index")
    lines += [f"- [{words.say(f'pages.{page}')}]({page}.md)" for page in ("coverage", "limits", "measures", "questions")]
    cards = _cards(book)
    unchecked = sum(not rule.checked_by for rule in book.rules.values())
    lines += ["", words.say("counted", rules=len(book.rules), cards=len(cards), unchecked=unchecked), ""]
    for group in book.words("rulebook")["groups"]:
        rows = [
            [_link(rules[0], book), str(len(rules)),
             words.level(max((r.highest_level for r in rules if r.highest_level), default=None)),
             " ".join(rules[0].grounds.because) or f"[{rules[0].grounds.tag}]"]
            for rules in cards if rules[0].group == group
        ]  # fmt: skip
        lines += [f"## {words.say(f'groups.{group}')}", ""]
        lines += _table([words.say("columns.rule"), "", words.say("columns.highest"), words.say("columns.source")], rows)
    return _joined(lines)


def _link(rule: Rule, book: Book) -> str:
    """The title of the rule's card, leading to its page."""
    return f"[{_common([other for other in book.rules.values() if other.file == rule.file])}]({_page(rule)})"


def _common(rules: list[Rule]) -> str:
    """What the titles of one card's rules share, or the first of them and three dots."""
    if len(rules) == 1:
        return rules[0].title.da
    first, second = rules[0].title.da.split(), rules[1].title.da.split()
    shared = [a for a, b in zip(first, second, strict=False) if a == b]
    return " ".join(shared).rstrip(":") if first[0] == second[0] else f"{rules[0].title.da} …"


def _limits(book: Book) -> str:
    words, rows = _Speaker(book), []
    for name, card in book.limits.items():
        unit = words.say(f"units.{card.limit.unit}")
        grounds = [*card.grounds.because, *filter(None, [book.file("limits")[name].get("evidence")])]
        bound = words.say(f"safe.{card.safe}", value=say_number(card.bound, LANGUAGE))
        rows.append([f"{card.title.da} `{name}`", f"{say_number(card.limit.value, LANGUAGE)} {unit}", bound,
                     f"[{card.grounds.tag or 'D'}]", "; ".join(grounds)])  # fmt: skip
    heads = ["limit", "value", "safe"]
    table = _table([*(words.say(f"columns.{h}") for h in heads), "", words.say("columns.source")], rows)
    tags = [f"- [{tag}] {words.book.text(f'words/certainties.tags.{tag}', LANGUAGE)}" for tag in "DRX"]
    return _joined([*_head(words, "limits"), *tags, "", *table])


def _measures(book: Book) -> str:
    words, rows = _Speaker(book), []
    for scope in Scope:
        for name, card in book.measures[scope].items():
            rows.append([f"{card.title.da} `{name}`", words.sentence(card.measure.body, scope),
                         f"[{card.grounds.tag or 'D'}] {' '.join(card.grounds.because)}"])  # fmt: skip
    heads = [words.say(f"columns.{h}") for h in ("measure", "means", "source")]
    return _joined([*_head(words, "measures"), *_table(heads, rows)])


def _coverage(book: Book) -> str:
    words, places, rows = _Speaker(book), realised(book), []
    for identity, statement in book.statements.items():
        lives = [_place(place, book, words) for place in places[identity]]
        rows.append([f"**{identity}**", statement[LANGUAGE], words.certainty(statement["certainty"]),
                     "; ".join(dict.fromkeys(lives))])  # fmt: skip
    done = sum(bool(where) for where in places.values())
    lines = _head(words, "coverage", count=len(book.statements))
    lines += [words.say("realised", done=done, count=len(book.statements)), ""]
    heads = ["", words.say("columns.statement"), words.say("columns.certainty"), words.say("columns.lives")]
    return _joined([*lines, *_table(heads, rows)])


def _place(place: str, book: Book, words: _Speaker) -> str:
    sort = place.split("/")[0].split(":")[0]
    what = words.say(f"places.{sort}")
    if sort == "rules":
        rule = next(rule for rule in book.rules.values() if rule.file == f"{place}.yaml")
        return f"{what} {_link(rule, book)}"
    file, _, part = place.partition(": ")
    name = part.split(".")[0].split("[")[0]
    if sort in ("limits", "measures", "questions"):
        return f"{what} [`{name}`]({sort}.md)"
    return f"{what} `{file.split('/')[-1]}.{name}`"


def _questions(book: Book) -> str:
    words, rows = _Speaker(book), []
    for key, question in all_questions(book).items():
        used = ", ".join(dict.fromkeys(_link(book.rules[name], book) for name in rules_that_need(key, book)))
        if not used and question.get("serves"):
            used = words.say(f"serves.{question['serves']}")
        moments = ", ".join(words.say(f"moments.{moment}") for moment in question["when"])
        rows.append([f"{_without_places(question[LANGUAGE])} `{key.split('.')[-1]}`", moments, used or words.say("nobody")])
    heads = [words.say(f"columns.{h}") for h in ("question", "asked", "rules")]
    return _joined([*_head(words, "questions"), *_table(heads, rows)])
