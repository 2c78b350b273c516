"""A clinic may be stricter than the book, never looser; and an old answer is judged again by its own book."""

from datetime import UTC, datetime

import pytest

from myosotis.clinic.books.actions import set_limit
from myosotis.clinic.books.models import BookVersion, LimitSetting
from myosotis.clinic.books.shelf import book_of, stored
from myosotis.clinic.people.append_only import WrittenOnce
from myosotis.clinic.people.models import Event, Therapist
from myosotis.course import Course
from myosotis.judge import Assessment, assess
from myosotis.knowledge import KnowledgeError, load_book
from tests.integration.people import a_clinic, a_treatment, an_answer

pytestmark = pytest.mark.either_database

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def stricter(therapist, value=36, name="two_days"):
    return set_limit(clinic=therapist.clinic, name=name, value=value, reason="Vi spørger før", by=therapist, at=NOW)


def test_a_stricter_limit_holds_from_now_on_for_this_clinic_only(therapist):
    stricter(therapist)
    other = a_clinic("Klinik Syd", "sune")
    assert book_of(therapist.clinic).limits["two_days"].limit.value == 36
    assert book_of(other.clinic).limits["two_days"].limit.value == 48
    assert book_of(therapist.clinic).version != load_book().version


def test_it_is_kept_who_set_it_and_when(therapist):
    stricter(therapist)
    event = Event.objects.get(what="limit.set")
    assert (event.by, event.at) == (therapist, NOW)


@pytest.mark.parametrize(
    ("name", "value"), [("two_days", 49), ("extreme_soreness", 9), ("third", 4), ("painkiller_window", 5)]
)
def test_a_looser_limit_is_refused_by_name(therapist, name, value):
    with pytest.raises(KnowledgeError, match=f"{name}.*looser"):
        stricter(therapist, value, name)
    assert not LimitSetting.objects.exists()


def test_a_limit_given_back_is_as_in_the_book(therapist):
    stricter(therapist)
    stricter(therapist, None)
    assert book_of(therapist.clinic).version == load_book().version


def test_a_setting_is_written_once(therapist):
    with pytest.raises(WrittenOnce):
        stricter(therapist).delete()


def test_an_old_answer_judged_again_by_its_own_book_gives_the_same(therapist):
    kept = an_answer(a_treatment(therapist))
    stricter(therapist, 30)
    again = assess(Course.read(kept.inputs), stored(kept.book_version))[-1]
    assert again == Assessment.from_mapping(kept.answer)
    assert BookVersion.objects.count() == 1


def test_the_stricter_book_judges_the_next_answer(therapist):
    stricter(therapist, 30)
    assert an_answer(a_treatment(therapist)).book_version == book_of(therapist.clinic).version


def test_the_owner_sets_a_limit_on_the_page(desk, therapist):
    answer = desk.post("/limits/", {"name": "two_days", "value": "36", "reason": "Vi spørger før"}, follow=True)
    assert "Vi spørger før" in answer.content.decode()
    assert book_of(therapist.clinic).limits["two_days"].limit.value == 36


def test_a_looser_limit_on_the_page_says_what_it_may_be(desk):
    answer = desk.post("/limits/", {"name": "two_days", "value": "60", "reason": "x"})
    assert answer.status_code == 400
    assert "højst 48" in answer.content.decode()


@pytest.mark.parametrize("language, typed", [("da", "2,5"), ("da", "2.5"), ("en", "2.5")])
def test_a_number_is_read_as_it_is_written_in_the_language_of_the_page(desk, therapist, settings, language, typed):
    desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    desk.post("/limits/", {"name": "few_hours", "value": typed, "reason": "x"})
    assert [each.value for each in LimitSetting.objects.all()] == [2.5]


def test_no_limit_holds_for_no_time_at_all(desk):
    answer = desk.post("/limits/", {"name": "two_days", "value": "0", "reason": "x"})
    assert answer.status_code == 400 and "Skriv et tal over 0." in answer.content.decode() and not LimitSetting.objects.exists()


def test_only_the_owner_may(desk, therapist):
    therapist.role = Therapist.Role.therapist
    therapist.save()
    assert desk.post("/limits/", {"name": "two_days", "value": "36", "reason": "x"}).status_code == 403
    assert "Kun ejeren" in desk.get("/limits/").content.decode()


def words(page) -> str:
    return " ".join(page.content.decode().split())


def test_the_page_speaks_of_limits_by_their_names_and_units(desk, therapist):
    stricter(therapist, 40)
    page = words(desk.get("/limits/"))
    assert "To døgn er nu 40 timer. Vi spørger før" in page and "two_days" not in page.replace('value="two_days"', "")
    assert '<strong>40 timer</strong> <span class="hint">I bogen: 48 timer</span>' in page and "højst 48 timer" in page
    assert "tryk 4 (hårdt)" in page and "grad 3 (stærk)" in page and "raftig" not in page
    assert "[D] står i kilden." in page and "siger ikke noget sikkert" in page
    assert page.index("Udgaven hedder") > page.index("<summary>")
    stricter(therapist, None)
    assert "To døgn er nu som i bogen." in words(desk.get("/limits/"))
