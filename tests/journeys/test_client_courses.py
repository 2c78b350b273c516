"""A client on her phone, course by course: good, a flare that settles and one that does not, moved pain, danger, silence, a wrong person, no network."""

import gzip
import re

import pytest

from tests.journeys.steps import STILL_MS, Finger, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = pytest.mark.parametrize("language", ["da", "en"])
CHECKIN_PAGE_BYTES, ANSWER_PAGE_BYTES = 60_000, 40_000
# Eight with the page of danger signs, which is answered before the gate.
MOST_TAPS = 8 - 1


@pytest.fixture
def begun(therapist):
    """`begun(language, hours_ago, **more)`: a treatment and the address of its link."""
    from tests.integration.people import a_client, a_treatment

    def begin(language, hours_ago=5.0, **more):
        client = a_client(therapist, language=language, phone="12345678")
        return a_treatment(therapist, client=client, hours_ago=hours_ago, **more)

    return begin


@pytest.fixture
def finger(phone, served):
    """`finger(treatment, language)`: her finger, with the gate behind it."""
    from tests.integration.people import link_of

    def begin(treatment, language, **more):
        hers = Finger(phone(language=language, **more))
        hers.open(f"{served}/c/{link_of(treatment).token}/")
        return hers

    return begin


def words_of(page) -> str:
    return page.locator("main").inner_text()


def judged(treatment) -> list[tuple[str, int]]:
    """(reading, level) of each check-in, in order."""
    found = []
    for checkin in treatment.checkins.order_by("hours", "made_at"):
        assessment = checkin.assessments.latest("made_at")
        found.append((assessment.reading, assessment.level))
    return found


@LANGUAGES
def test_a_good_course_takes_eight_taps(language, begun, finger, looked_at):
    from tests.integration.people import an_answer

    treatment = begun(language, hours_ago=26)
    an_answer(treatment, hours=4, pain=6)
    hers = finger(treatment, language)
    hers.answer(pain=4, same=True)
    assert hers.taps <= MOST_TAPS, hers.taps
    looked_at(hers.page)
    assert judged(treatment)[-1][1] == 1
    assert hers.page.locator("svg.chart .chart-here").count() == 1
    assert {"da": "Vi spørger dig igen", "en": "We will ask you again"}[language] in words_of(hers.page)


@LANGUAGES
@pytest.mark.parametrize("pain", [0, 4])
def test_the_first_answer_takes_no_more_when_nothing_is_new(language, pain, begun, finger):
    treatment = begun(language, hours_ago=4)
    hers = finger(treatment, language).answer(pain=pain, same=True)
    assert hers.taps <= MOST_TAPS, hers.taps
    given = treatment.checkins.get().answers
    assert given["sites"] == (treatment.baseline.sites if pain else []) and judged(treatment)[-1][1] == 1


@LANGUAGES
def test_a_flare_that_settles(language, begun, finger):
    from tests.integration.people import an_answer

    treatment = begun(language, hours_ago=50)
    an_answer(treatment, hours=4, pain=8, qualities=["sore", "bruised"], quality_kind="bruise_like", compared="worse")
    an_answer(treatment, hours=24, pain=7, qualities=["sore", "bruised"], quality_kind="bruise_like", compared="worse")
    finger(treatment, language).answer(pain=4, same=True)
    assert judged(treatment)[0][0] == "healing_crisis" and judged(treatment)[-1][1] == 1


@LANGUAGES
def test_a_flare_that_does_not_settle(language, begun, finger):
    from tests.integration.people import an_answer

    treatment = begun(language, hours_ago=50)
    an_answer(treatment, hours=4, pain=8, qualities=["sore", "bruised"], quality_kind="bruise_like", compared="worse")
    hers = finger(treatment, language).answer(pain=8, compared="worse", same=True)
    reading, level = judged(treatment)[-1]
    assert (reading, level) == ("negative_reaction", 3)
    assert treatment.clinic.phone in words_of(hers.page), "whom to call, and by when"


@LANGUAGES
def test_pain_that_moved(language, begun, finger):
    from myosotis.body.sites import read_site
    from myosotis.body.zones import zones_of_site

    treatment = begun(language, hours_ago=26)
    low = sorted(zones_of_site(read_site("lower_back:left")))[0]
    finger(treatment, language).answer(pain=4, compared="better", qualities=("aching",), kind="same", sites=(low,))
    assert judged(treatment)[-1][0] == "pain_moved"


@LANGUAGES
def test_a_sign_of_danger_is_answered_before_her_birthday_and_stays(language, begun, phone, served, looked_at):
    from tests.integration.people import link_of

    treatment = begun(language)
    hers = Finger(phone(language=language))
    hers.page.goto(f"{served}/c/{link_of(treatment).token}/")
    hers.tap("main form button")
    for number, line in enumerate(hers.page.locator("fieldset").all()):
        line.locator("label.pick").nth(0 if number == 0 else 1).click()
    hers.goes_on(hers._continue)
    hers.tap("label.pick:has(input[value=slurred_speech])")
    hers.goes_on(hers._continue)
    assert hers.step == "danger"
    looked_at(hers.page)
    assert hers.page.locator(".alarm-call").get_attribute("href") == "tel:112"
    assert treatment.client.name not in hers.page.content()
    assert [each.by_her for each in treatment.checkins.all()] == [False], "kept, but nobody knows yet who wrote"
    from tests.journeys.steps import say_birthday

    hers.page.locator("a[href='/checkin/birthday/']").click()
    say_birthday(hers.page)
    hers.answer()
    assert judged(treatment) == [("red_flag", 5)]
    hers.begin_again()
    hers.answer(pain=2)
    assert judged(treatment)[-1][1] == 5, "it stays until a person has closed it"


@pytest.mark.parametrize(("language", "number", "note"), [
    ("da", "Du skrev 8. Før behandlingen var den 6.", "Jeg orker ikke livet"), ("en", "You wrote 8. Before the treatment it was 6.", "I do not want to live"),
])  # fmt: skip
def test_what_does_not_go_together_is_asked_about_once(language, number, note, begun, finger, looked_at):
    """A number against its word, then her own words against her no; then it is sent, with the word that was seen."""
    treatment = begun(language)
    hers = finger(treatment, language)
    while hers.step != "pain":
        hers.goes_on(lambda: hers._you({}))
    hers._choose("pain", 8)
    hers._choose("compared", "better")
    hers.page.locator(".summary").wait_for()
    assert number in words_of(hers.page)
    looked_at(hers.page)
    hers.page.wait_for_timeout(STILL_MS)
    hers.goes_on(hers._continue)
    while hers.step != "review":
        hers.goes_on(lambda: getattr(hers, f"_{hers.step}")({"bruise": "none"}))
    hers.page.locator("textarea").fill(note)
    hers.goes_on(hers._continue)
    assert hers.step == "flags" and hers.page.locator("fieldset").count() == 1
    assert hers.page.locator(".alarm-call").evaluate_all("all => all.map(a => a.getAttribute('href'))") == ["tel:112", "tel:70201201"]
    looked_at(hers.page)
    hers.tap("label.pick:has(input[value=no])")
    hers.goes_on(hers._continue)
    assert hers.step == "review" and hers.page.locator("textarea").input_value() == note
    hers.goes_on(hers._continue)
    assert judged(treatment)[-1][1] == 3 and "70 201 201" in words_of(hers.page)


@LANGUAGES
def test_a_missed_answer_is_asked_for_again_and_then_told(language, begun, desk, served):
    from datetime import timedelta

    from django.utils import timezone

    from myosotis.clinic.notices.actions import send_due

    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=3)
    treatment = begun(language, hours_ago=200, ended_at=noon)
    sent = []
    for hours in (0.1, 4.1, 6.2, 30):
        send_due(at=noon + timedelta(hours=hours), send=lambda **what: sent.append(what["text"]))
    assert len(sent) >= 2 and all("/c/" in text for text in sent)
    page = desk(language=language)
    sign_in(page, served)
    page.locator("main form button").click()
    page.wait_for_url("**/worklist/")
    silent = {"da": "Intet svar", "en": "No answer"}[language]
    assert silent in words_of(page) and treatment.client.name in words_of(page)


@LANGUAGES
def test_a_wrong_person_stops_it(language, begun, finger, served):
    from tests.integration.people import link_of

    treatment = begun(language)
    address = f"{served}/c/{link_of(treatment).token}/"
    hers = finger(treatment, language)
    hers.tap("form[action='/checkin/not-me/'] button")
    hers.page.wait_for_url("**/not-me/")
    hers.tap("button[name=sure]")
    hers.page.wait_for_selector("a[href='tel:112']")
    assert hers.page.goto(address).status == 410
    assert not treatment.checkins.exists()
    hers.page.complaints.clear()  # the browser names the closed link


def test_back_to_a_page_that_was_shown_again_asks_nobody_to_send_twice(begun, finger):
    hers = finger(begun("da"), "da")
    page = hers.page
    hers.goes_on(lambda: hers.tap("main form button"))
    hers.tap("label.pick:has(input[name=pain][value='7'])")
    hers._continue()
    page.get_by_text("Vælg et svar.").first.wait_for()
    assert hers.step == "pain"
    hers.goes_on(lambda: hers.tap("label.pick:has(input[name=compared][value=worse])"))
    assert hers.step == "feel"
    page.go_back()  # to a page, not to the browser's own that asks to send again
    assert hers.step == "pain" and page.locator("input[name=pain][value='7']").is_checked()
    page.reload()
    assert page.locator("input[name=compared][value=worse]").is_checked()


@LANGUAGES
@pytest.mark.item(57)
def test_offline_and_back(language, begun, served, open_page, looked_at):
    from tests.browser import PHONE
    from tests.integration.people import link_of

    treatment = begun(language)
    page = open_page(PHONE, language=language, service_workers="allow")
    address = f"{served}/c/{link_of(treatment).token}/"
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("async () => (await caches.keys()).length === 1")
    page.context.set_offline(True)
    page.goto(address)
    looked_at(page)
    # Danger is answered at once, from the cards.
    page.locator("label.pick:has(input[value=slurred_speech])").click()
    assert "112" in page.locator("#alarm").inner_text()
    # What is ticked and "none of these" do not fit together: she is asked, and the alarm stays until she has said.
    page.locator("[data-section=danger] > button[data-go=none]").click()
    assert page.locator("#against").is_visible() and page.locator("#alarm").is_visible()
    looked_at(page)
    page.locator("#against button[data-go=really-none]").click()
    page.locator("[data-section=feel] button[data-go=back]").click()
    # Nothing touched is no answer: it is asked.
    page.locator("[data-section=danger] > button[data-go=on]").click()
    assert page.locator("[data-section=danger] [data-asks]").is_visible()
    page.locator("[data-section=danger] > button[data-go=none]").click()
    assert page.locator("#alarm").is_hidden()
    page.locator("label.pick:has(input[name=pain][value='7'])").click()
    page.locator("label.pick:has(input[name=compared][value=worse])").click()
    page.locator("label.pick:has(input[name=qualities][value=sore])").click()
    page.locator("[data-section=feel] button[data-go=on]").click()
    page.locator("details.region:has(input[value='shoulder:left']) summary").click()
    page.locator("label.pick:has(input[name=sites][value='shoulder:left'])").click()
    page.locator("[data-section=where] button[data-go=on]").click()
    page.locator("[data-section=signs] button[data-go=on]").click()
    assert page.locator("[data-section=signs] [data-asks]").is_visible()
    looked_at(page)
    page.locator("[data-section=signs] button[data-go=none]").click()
    page.locator("label.pick:has(input[name=bruise][value=none])").click()
    page.locator("#offline-note").fill("Min fod sover")
    page.locator("[data-section=more] button[data-go=on]").click()
    page.locator("#offline-day").select_option("4")
    page.locator("#offline-month").select_option("5")
    page.locator("[data-section=who] button:not([type])").click()
    page.locator("#status").wait_for(state="visible")
    assert page.locator("#note-unread").is_visible()
    assert not treatment.checkins.exists()
    # Closed and opened again, it is still there.
    page.goto(address)
    page.locator("#status").wait_for(state="visible")
    # A try that is still on its way when the network comes back, and then fails, does not use up the moment.
    page.evaluate(
        """async () => { await sending?.catch(() => {}); const real = window.fetch; let tries = 0;
           const late = () => new Promise((_, fail) => addEventListener("online", () => setTimeout(() => fail(new TypeError("no network")), 300), { once: true }));
           window.fetch = (...what) => (tries++ ? real(...what) : late()); tryToSend(); }"""
    )
    page.wait_for_function("sending !== null")
    page.context.set_offline(False)
    page.wait_for_url("**/checkin/answer/", timeout=10_000)  # well before it would try by itself
    assert treatment.checkins.count() == 1 and treatment.checkins.get().answers["pain"] == 7
    assert treatment.checkins.get().answers["symptoms"]["headache"] == 0, "said with a press"
    left = page.evaluate(
        """() => new Promise((resolve) => { const open = indexedDB.open("myosotis", 1);
           open.onsuccess = () => { const all = open.result.transaction("kept").objectStore("kept").getAllKeys(); all.onsuccess = () => resolve(all.result); }; })"""
    )
    assert left == [], "nothing stays on the phone"
    page.complaints.clear()


@LANGUAGES
def test_without_scripts_a_whole_course_can_be_written(language, begun, open_page, served):
    from tests.browser import PHONE
    from tests.integration.people import link_of

    treatment = begun(language)
    hers = Finger(open_page(PHONE, language=language, java_script_enabled=False), scripts=False)
    hers.open(f"{served}/c/{link_of(treatment).token}/")
    hers.answer(pain=7, compared="worse")
    assert len(judged(treatment)) == 1


@pytest.mark.sqlite_only(reason="is about how pages travel, whatever database is behind them")
@pytest.mark.item(24)
def test_pages_are_light_and_ask_no_other_host(begun, phone, served):
    from tests.integration.people import an_answer, link_of

    treatment = begun("da", hours_ago=26)
    an_answer(treatment, hours=4, pain=6)
    page = phone()
    asked, sizes = set(), {}

    def note(response):
        asked.add(re.match(r"\w+://([^/]+)", response.url).group(1))
        if response.status == 200:
            sizes[response.url] = len(gzip.compress(response.body(), 6))

    page.on("response", note)
    hers = Finger(page)
    hers.open(f"{served}/c/{link_of(treatment).token}/")
    hers.answer(pain=4)
    page.wait_for_load_state("networkidle")
    assert asked == {served.split("//")[1]}
    files = {url: size for url, size in sizes.items() if "/static/" in url}
    pages = {url.split(served)[1]: size for url, size in sizes.items() if url not in files and "/checkin/" in url}
    plain = sum(size for url, size in files.items() if "bodymap" not in url and "/body/" not in url)
    heavy = {name: size + (sum(files.values()) if "places" in name else plain) for name, size in pages.items()}
    print(heavy)
    assert max(heavy.values()) <= CHECKIN_PAGE_BYTES, heavy
    assert heavy["/checkin/answer/"] <= ANSWER_PAGE_BYTES, heavy
