"""The worst that nobody has seen stands first; silence is never well-being."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from myosotis.clinic.books.actions import set_limit
from myosotis.clinic.care.actions import acknowledge, acknowledge_all_calm
from myosotis.clinic.care.actions.standing import restand, stand_all
from myosotis.clinic.care.models import Standing
from myosotis.clinic.care.models.standing import RANK_NO_ANSWER_AFTER_A_REACTION
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.care.schedule import missed, not_at_night
from myosotis.clinic.keeping.actions import set_aside
from myosotis.clinic.plans.actions import add_elsewhere, decide
from myosotis.clinic.run import _migrate
from tests.integration.people import a_client, a_treatment, an_answer
from tests.integration.plans.courses import BETTER, a_course


def treated(therapist, name, hours_ago=6.0, **more):
    return a_treatment(therapist, client=a_client(therapist, name=name), hours_ago=hours_ago, **more)


def names(therapist):
    return [line.name for line in WorklistPresenter(therapist.clinic, timezone.now()).lines]


@pytest.fixture
def everyone(therapist):
    an_answer(treated(therapist, "Calm"), pain=6)
    an_answer(treated(therapist, "Danger"), symptoms={"face_droop": 3})
    an_answer(treated(therapist, "Unreadable"), qualities=["?"])
    an_answer(treated(therapist, "Long worse", hours_ago=60), hours=52, pain=8)
    an_answer(treated(therapist, "Doctor"), symptoms={"vomiting": 2})
    treated(therapist, "Silent", hours_ago=80)
    treated(therapist, "New", hours_ago=2)
    return therapist


def test_the_worst_stands_first_and_what_could_not_be_judged_stands_high(everyone):
    assert names(everyone) == ["Danger", "Doctor", "Unreadable", "Long worse", "Silent", "Calm", "New"]


def test_the_counts_say_how_many_need_someone(everyone):
    counts = WorklistPresenter(everyone.clinic, timezone.now()).counts
    assert (counts.now, counts.today, counts.before_next, counts.calm, counts.seen) == (2, 2, 1, 1, 1)


def test_the_page_has_three_counts_and_the_rest_stand_with_their_parts(desk, everyone):
    page = desk.get("/worklist/").content.decode()
    assert page.count('<div class="count') == 3 and page.count("<dd>") == 3
    assert "Intet der haster (1)</h2>" in page and "Set, eller endnu ikke spurgt (1)</h2>" in page


def test_a_client_has_one_line_the_worst(therapist):
    client = a_client(therapist, name="Twice")
    an_answer(a_treatment(therapist, client=client), pain=6)
    an_answer(a_treatment(therapist, client=client, site="knee:left"), symptoms={"face_droop": 3})
    assert names(therapist) == ["Twice"]


def test_what_is_acknowledged_leaves_the_top(everyone):
    worst = everyone.clinic.assessments.get(level=5)
    own = {"own_reading": "red_flag", "rests_on": "talked"}
    acknowledge(assessment=worst, by=everyone, at=timezone.now(), note="112 er ringet.", **own)
    assert names(everyone)[0] == "Doctor"


@pytest.mark.parametrize("name", ["Danger", "Doctor", "Unreadable"])
def test_danger_is_closed_only_with_a_reason(everyone, name):
    assessment = everyone.clinic.assessments.get(checkin__treatment__complaint__client__name=name)
    with pytest.raises(ValidationError):
        acknowledge(assessment=assessment, by=everyone, at=timezone.now(), note="  ")


def test_all_that_is_calm_is_noted_at_once_and_nothing_else(everyone):
    at = timezone.now()
    closed = acknowledge_all_calm(clinic=everyone.clinic, by=everyone, at=at, treatments=everyone.clinic.treatments.all(), until=at)
    assert [a.assessment.level for a in closed] == [1]


def test_a_calm_answer_behind_something_worse_or_newer_than_the_page_stays_unread(desk, everyone):
    """Not one behind a silence or behind danger, not of a client set aside, and not what came while the page was read."""
    silent = an_answer(treated(everyone, "Fell silent", hours_ago=90), pain=6)
    since = an_answer(treated(everyone, "Worse since", hours_ago=26), pain=6)
    an_answer(since.checkin.treatment, hours=25, symptoms={"face_droop": 3})
    aside = an_answer(treated(everyone, "Set aside"), pain=6)
    set_aside(client=aside.checkin.treatment.client, by=everyone, at=timezone.now(), reason="Flyttet.")
    newer = an_answer(everyone.clinic.treatments.get(complaint__client__name="New"), hours=1.9, pain=5)
    assert {each.level for each in (silent, since, aside, newer)} == {1}
    desk.post(reverse("acknowledge_calm"), {"until": (newer.made_at - timedelta(seconds=1)).isoformat()})
    noted = everyone.clinic.assessments.exclude(acknowledgements=None)
    assert [each.checkin.treatment.client.name for each in noted] == ["Calm"]
    desk.post(reverse("acknowledge_calm"), {"until": "not a moment"})
    assert newer.acknowledgements.exists() and not silent.acknowledgements.exists()


@pytest.mark.parametrize("given, level, after, hours", [
    ([4], 1, 47, None), ([4], 1, 48, 24), ([4], 2, 30, 24), ([4, 23], 2, 30, None), ([4, 24, 46], 1, 74, 49),
    ([4, 24, 49, 72], 1, 191, None), ([4, 24, 49, 72], 1, 192, 168), ([4, 24, 49, 72, 150], 1, 400, 336),
])  # fmt: skip
def test_silence_becomes_a_line_after_a_day_or_after_six_hours_when_something_was_wrong(given, level, after, hours):
    treatment = SimpleNamespace(ended_at=timezone.now(), neck_treated=True)
    assert missed(treatment, given, level, treatment.ended_at + timedelta(hours=after)) == hours


def test_day_fourteen_is_asked_after_work_on_the_neck_only():
    treatment = SimpleNamespace(ended_at=timezone.now(), neck_treated=False)
    assert missed(treatment, [150], 1, treatment.ended_at + timedelta(hours=400)) is None


def test_no_message_goes_out_at_night():
    night = timezone.now().replace(hour=23, minute=30)
    local = timezone.localtime(not_at_night(night))
    assert (local.hour, local.minute) == (8, 0)


def test_the_worklist_asks_the_database_a_fixed_number_of_times(desk, everyone, django_assert_max_num_queries):
    for number in range(5):
        an_answer(treated(everyone, f"More {number}"), pain=7)
    desk.get("/worklist/")
    # On PostgreSQL one more: whose clinic it is, before anything of it can be seen.
    with django_assert_max_num_queries(10 if connection.vendor == "sqlite" else 11):
        desk.get("/worklist/")


def test_the_client_page_says_why_and_what_was_told(desk, everyone):
    assessment = everyone.clinic.assessments.get(level=5)
    page = desk.get(f"/clients/{assessment.checkin.treatment.client.pk}/").content.decode()
    assert assessment.told["headline"] in page
    assert "Faresignal" in page and "chart-narrow" in page and "<table>" in page


def test_a_therapist_who_closes_danger_without_a_word_is_told_what_is_missing(desk, everyone):
    assessment = everyone.clinic.assessments.get(level=5)
    page = desk.post(f"/assessments/{assessment.pk}/acknowledge/", {"note": ""}, follow=True).content.decode()
    assert "Skriv hvad du har gjort" in page
    assert not assessment.acknowledgements.exists()


def test_silence_is_followed_up_with_a_word_and_comes_back_with_the_next_time_of_asking(desk, everyone):
    silent = everyone.clinic.treatments.get(complaint__client__name="Silent")
    assert "Intet svar efter 49" in desk.get(f"/clients/{silent.client.pk}/").content.decode()
    address = f"/treatments/{silent.pk}/silence/"
    assert "Skriv hvad du har gjort" in desk.post(address, {"note": " "}, follow=True).content.decode()
    page = desk.post(address, {"note": "Ringet, det går godt."}, follow=True).content.decode()
    assert "Ringet, det går godt." in page and "Intet svar efter" not in page
    assert "Silent" in names(everyone)[-2:], "it has left the top"
    assert "mangler ikke noget svar" not in page
    again = desk.post(f"/treatments/{everyone.clinic.treatments.get(complaint__client__name='New').pk}/silence/", {"note": "x"}, follow=True)
    assert "mangler ikke noget svar" in again.content.decode()
    later = WorklistPresenter(everyone.clinic, timezone.now() + timedelta(hours=40)).open_lines
    assert "Silent" in [line.name for line in later]


def test_after_a_followed_up_silence_an_old_calm_answer_is_not_how_it_goes_now(desk, therapist):
    treatment = treated(therapist, "Ole", hours_ago=70)
    calm = an_answer(treatment, hours=5, pain=6, compared="same")
    desk.post(f"/treatments/{treatment.pk}/silence/", {"note": "Ringet, ingen svar."})
    treatment.refresh_from_db()
    line = next(each for each in WorklistPresenter(therapist.clinic, timezone.now()).lines if each.name == "Ole")
    assert calm.level == 1 and treatment.standing.unseen is None
    assert (line.kind, line.reading.startswith("Intet svar siden. Nora fulgte op i dag")) == ("seen", True)


def test_an_answer_that_no_program_could_judge_is_not_asked_to_be_read_once_it_was(therapist):
    treatment = treated(therapist, "Line")
    answer = an_answer(treatment, hours=5, qualities=["spiky"])
    reading = lambda: WorklistPresenter(therapist.clinic, timezone.now()).lines[0].reading  # noqa: E731
    assert "Læs selv svarene" in reading()
    acknowledge(assessment=answer, by=therapist, at=timezone.now(), note="Ringet.")
    assert reading() == "Svaret kunne ikke vurderes. Nogen har læst det."


def test_a_danger_of_hers_has_no_later_hour_of_an_earlier_answer(therapist):
    treatment = treated(therapist, "Grethe")
    an_answer(treatment, hours=4, pain=9, compared="much_worse", contact_wanted=True)
    before = WorklistPresenter(therapist.clinic, timezone.now()).lines[0]
    an_answer(treatment, hours=5, symptoms={"face_droop": 3})
    line = WorklistPresenter(therapist.clinic, timezone.now()).lines[0]
    assert "ringer klienten til læge" in before.waits and line.level.number == 5 and line.waits == ""


def test_what_she_has_corrected_leaves_the_list_unless_it_told_of_danger(therapist):
    from myosotis.clinic.care.actions import receive_checkin

    for name, first, stays in (("Slip", {"pain": 8}, False), ("Today", {"pain": 9}, False), ("Danger", {"symptoms": {"face_droop": 3}}, True)):
        treatment = treated(therapist, name)
        wrong = an_answer(treatment, hours=5, **first)
        at = treatment.ended_at + timedelta(hours=5, minutes=5)
        given = wrong.checkin.answers | {"pain": 5, "symptoms": {}, "compared": "better"}
        receive_checkin(treatment=treatment, answers=given, key=uuid.uuid4(), at=at, language="da", corrects=wrong.checkin.pk)
        treatment.refresh_from_db()
        assert (treatment.standing.unseen == wrong) is stays, name


def test_calm_lines_are_noted_as_seen_together_only_where_all_of_them_are_shown(desk, therapist, monkeypatch):
    for name in ("Ada", "Bo"):
        an_answer(treated(therapist, name), hours=5, pain=5, compared="better")
    assert reverse("acknowledge_calm") in desk.get("/worklist/").content.decode()
    monkeypatch.setattr("myosotis.clinic.care.presenters.worklist.MOST_QUIET", 1)
    assert reverse("acknowledge_calm") not in desk.get("/worklist/").content.decode()
    assert reverse("acknowledge_calm") in desk.get("/worklist/?all=1").content.decode()


def test_a_start_works_out_what_has_no_standing_yet(therapist):
    treatment = treated(therapist, "Ada")
    Standing.objects.all().delete()
    assert stand_all() == 1 and Standing.objects.get().treatment == treatment
    assert stand_all() == 0


def test_every_start_works_them_out(therapist):
    treated(therapist, "Ada")
    Standing.objects.all().delete()
    _migrate()
    assert Standing.objects.count() == 1


def test_an_answer_that_could_not_be_judged_is_no_calm_one(therapist):
    treatment = treated(therapist, "Ada", hours_ago=40)
    assert an_answer(treatment, hours=5, qualities=["?"]).level is None
    standing = restand(treatment)
    assert standing.rank == 35 and standing.silent_rank == RANK_NO_ANSWER_AFTER_A_REACTION
    assert standing.silent_at == treatment.ended_at + timedelta(hours=24 + 6)


def test_a_calm_answer_from_before_one_that_was_seen_comes_not_forward_again(therapist):
    treatment = a_treatment(therapist, hours_ago=30)
    an_answer(treatment, hours=4, pain=7, qualities=["sore", "bruised"], quality_kind="bruise_like", compared="worse")
    worse = an_answer(treatment, hours=25, pain=9, qualities=["aching"], compared="worse")
    assert WorklistPresenter(therapist.clinic, timezone.now()).lines[0].kind == "level"
    acknowledge(assessment=worse, by=therapist, at=timezone.now(), note="ringet", own_reading="negative_reaction", rests_on="talked")
    lines = WorklistPresenter(therapist.clinic, timezone.now()).lines
    assert [line.kind for line in lines] == ["seen"]


def test_a_printed_line_has_the_number_to_call(desk, therapist):
    a_treatment(therapist, hours_ago=30)
    assert 'href="tel:+4512345678">+4512345678</a>' in desk.get("/worklist/").content.decode()


def test_the_line_begins_with_her_own_words_which_no_program_has_read(therapist, desk):
    """A calm answer with words of hers: whoever looks at the list reads them before pressing them away."""
    note = "Jeg sover ikke, og jeg ved ikke om det skal føles sådan her når man ligger helt stille i sengen om natten, hver nat, og jeg tør ikke spørge nogen om det for det er vist kun mig"
    an_answer(a_treatment(therapist, hours_ago=20), hours=10, pain=4, compared="better", note=note)
    line = WorklistPresenter(therapist.clinic, timezone.now()).lines[0]
    assert line.wrote.startswith("Klienten skrev: “Jeg sover ikke, og jeg ved ikke") and line.wrote.endswith("…”") and len(line.wrote) < 190
    an_answer(a_treatment(therapist, hours_ago=20, client=a_client(therapist, name="Ida Lund")), hours=10, pain=4, compared="better", note="<b>hov</b>")
    assert "Klienten skrev: “&lt;b&gt;hov&lt;/b&gt;”" in desk.get("/worklist/").content.decode()


def test_a_line_says_that_the_review_after_the_third_treatment_is_missing(desk, therapist):
    complaint = a_course(therapist, BETTER, BETTER)
    said = "Gennemgangen efter den tredje behandling mangler."

    def stands() -> bool:
        return said in desk.get("/worklist/").content.decode()

    assert not stands()
    add_elsewhere(complaint=complaint, by=therapist, at=timezone.now(), day=timezone.localdate(), kind="massage")
    assert stands()
    decide(complaint=complaint, by=therapist, at=timezone.now(), what="go_on", felt="better", change=["lighter"])
    assert not stands()


def test_a_clinic_that_wants_its_review_sooner_reads_of_it_sooner(desk, therapist):
    a_course(therapist, BETTER, BETTER)
    set_limit(clinic=therapist.clinic, by=therapist, at=timezone.now(), name="third", value=2, reason="Vi ser på det før.")
    assert "Gennemgangen efter den tredje behandling mangler." in desk.get("/worklist/").content.decode()
