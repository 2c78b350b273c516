"""A worklist of thirty clients in a browser: every level and state in the right order, then seen, judged otherwise, closed, followed up."""

import pytest

from tests.journeys.steps import sign_in
from tests.journeys.thirty_clients import COUNTS, LANGUAGES, ORDER, PEOPLE, SAYS, TELLS, make_thirty

pytestmark = pytest.mark.django_db(transaction=True)

TITLES = {
    "da": {"now": "Nu", "today": "I dag", "before_next": "Før næste gang"},
    "en": {"now": "Now", "today": "Today", "before_next": "Before next time"},
}
AS_PROGRAM = {"da": "Set: som programmet siger", "en": "Seen: as the program says"}
OTHERWISE = {"da": "Set: med min egen vurdering", "en": "Seen: with my own judgement"}
SECTIONS = {
    "da": ["Værst først", "Intet der haster (6)", "Set, eller endnu ikke spurgt (5)"],
    "en": ["Worst first", "Nothing urgent (6)", "Seen, or not asked yet (5)"],
}


@pytest.fixture
def thirty(therapist):
    from django.utils import timezone

    from myosotis.clinic.people.actions import confirm_purpose

    confirm_purpose(therapist=therapist, at=timezone.now())
    make_thirty(therapist)
    return therapist


class List:
    """The worklist as it stands in the browser."""

    def __init__(self, page, served, language):
        self.page, self.served, self.language = page, served, language

    def open(self):
        self.page.goto(f"{self.served}/worklist/")
        return self

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(name, how urgent) from top to bottom, as read."""
        read = "lines => lines.map((line) => [line.querySelector('.line-who').innerText, line.querySelector('.level').lastChild.textContent])"
        return [tuple(line) for line in self.page.locator("li.line").evaluate_all(read)]

    @property
    def sections(self) -> list[int]:
        """How many lines each part holds."""
        return [part.locator("li.line").count() for part in self.page.locator("main > section:has(li.line)").all()]

    @property
    def counts(self) -> dict[str, int]:
        titles = {words: name for name, words in TITLES[self.language].items()}
        return {titles[box.locator("dt").inner_text()]: int(box.locator("dd").inner_text()) for box in self.page.locator(".count").all()}

    def must_be(self, order, counts):
        assert self.open().lines == [(name, SAYS[state][self.language]) for name, state in order]
        assert self.counts == counts

    def client(self, name):
        self.open().page.locator(".line-who", has_text=name).click()
        return self.page.locator("main")


def moved(order, **to):
    """The same order with these lines among the seen, where they stand by when their treatment ended."""
    left = [each for each in order if each[0] not in to]
    seen = sorted([each for each in left if each[1] == "seen"] + list(to.items()), key=lambda each: -PEOPLE[each[0]][0])
    rest = [each for each in left if each[1] != "seen"]
    cut = next(number for number, each in enumerate(rest) if each[1] == "awaited")
    return rest[:cut] + seen + rest[cut:]


@pytest.mark.all_four
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worklist_of_thirty(language, served, thirty, desk, looked_at):
    page = desk(language=language)
    sign_in(page, served)
    worklist, order, counts = List(page, served, language), ORDER, dict(COUNTS)
    worklist.must_be(order, counts)
    for name, words in TELLS.items():
        assert words[language] in page.locator("li.line", has=page.locator(".line-who", has_text=name)).inner_text()
    assert len(order) == 30 and worklist.sections == [19, 6, 5]
    assert [heading.inner_text() for heading in page.locator("main > section:has(li.line) h2").all()] == SECTIONS[language]
    looked_at(page)

    # A note on one that must be answered today.
    client = worklist.client("Hugo")
    client.locator("textarea").fill("Talt med klienten.")
    client.locator("form.acknowledge button").click()
    assert page.locator("p.seen").count() == 0, "from level three up a judgement of her own is asked for"
    client.locator("select[name=own_reading]").select_option("negative_reaction")
    client.locator("select[name=rests_on]").select_option("talked")
    client.locator("form.acknowledge button").click()
    assert "Talt med klienten." in page.locator("p.seen").inner_text()
    order, counts = moved(order, Hugo="seen"), counts | {"today": 7}
    worklist.must_be(order, counts)

    # A judgement of her own stands beside the machine's, and takes nothing of it away.
    client = worklist.client("Poul")
    machine = client.locator("p.reading").inner_text()
    client.locator("select[name=own_reading]").select_option("expected_reaction")
    client.locator("select[name=rests_on]").select_option("seen")
    client.get_by_role("button", name=OTHERWISE[language]).click()
    said = page.locator("p.seen").inner_text()
    assert {"da": "Egen vurdering: Kendt reaktion, hviler på: at jeg har set klienten.", "en": "Own judgement: Known reaction, rests on: that I have seen the client."}[language] in said
    assert page.locator("p.reading").inner_text() == machine
    order, counts = moved(order, Poul="seen"), counts | {"before_next": 5}
    worklist.must_be(order, counts)

    # Whoever agrees presses once, which is kept as a judgement.
    client = worklist.client("Rosa")
    client.get_by_role("button", name=AS_PROGRAM[language]).click()
    assert {"da": "hviler på: at jeg har læst svaret.", "en": "rests on: that I have read the answer."}[language] in page.locator("p.seen").inner_text()
    order, counts = moved(order, Rosa="seen"), counts | {"before_next": 4}
    worklist.must_be(order, counts)

    # Danger and "doctor now" stay until somebody says what was done and what she thinks herself.
    for name in ("Carl", "Dorte"):
        client = worklist.client(name)
        client.locator("form.acknowledge button").click()
        assert page.locator("p.seen").count() == 0, "the browser asks for what is missing"
        # The server asks too.
        page.locator("form.acknowledge").evaluate("form => form.noValidate = true")
        client.locator("form.acknowledge button").click()
        assert {"da": "Skriv hvad du har gjort", "en": "Write what you have done"}[language] in page.locator("p.note-error").inner_text()
        worklist.must_be(order, counts)
        client = worklist.client(name)
        client.locator("textarea").fill("Lægen har set det.")
        client.locator("select[name=own_reading]").select_option("red_flag")
        client.locator("select[name=rests_on]").select_option("doctor_seen")
        client.locator("form.acknowledge button").click()
        assert "Lægen har set det." in page.locator("main").inner_text(), "read through once more"
        page.locator("button[name=sure]").click()
        assert "Lægen har set det." in page.locator("p.seen").inner_text()
        order, counts = moved(order, **{name: "seen"}), counts | {"now": counts["now"] - 1}
        worklist.must_be(order, counts)

    # Silence is followed up with a word.
    client = worklist.client("Una")
    client.locator("form[action*='/silence/'] textarea").fill("Ringet, ingen tog den.")
    client.locator("form[action*='/silence/'] button").click()
    order, counts = moved(order, Una="awaited"), counts | {"before_next": 3}
    order = [each for each in order if each[1] != "awaited"] + [("Una", "awaited"), ("Ditte", "awaited"), ("Ebbe", "awaited")]
    worklist.must_be(order, counts)

    # All that is as expected is noted at once, and nothing else.
    worklist.open().page.locator("section:has(#calm) form button").click()
    assert {"da": "6 svar er noteret som set.", "en": "6 answers are noted as seen."}[language] in page.locator("p.note").first.inner_text()
    calm = {name: "seen" for name, state in order if state == 1}
    order = moved(order, **calm)
    worklist.must_be(order, counts)
    assert page.locator("#calm").count() == 0
    looked_at(page)
