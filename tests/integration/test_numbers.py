"""The clinic's own numbers: counted right, weighed with what was known before, and never a person's."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge, receive_checkin
from myosotis.clinic.numbers.beta import quantile, share
from myosotis.clinic.numbers.own import OwnNumbers
from myosotis.clinic.numbers.priors import priors
from tests.integration.people import a_client, a_clinic, a_treatment, an_answer

pytestmark = pytest.mark.either_database


# Beta(1, 1) is the uniform one and Beta(5, 5) is symmetric; Beta(2, 2) has 3x² - 2x³ below x; the others by a grid 500 times finer.
@pytest.mark.parametrize("wanted, a, b, value", [
    (0.05, 1, 1, 0.05), (0.95, 1, 1, 0.95), (0.05, 2, 2, 0.1354), (0.5, 5, 5, 0.5), (0.05, 5, 5, 0.2514), (0.95, 1.2, 8.8, 0.3156),
])  # fmt: skip
def test_the_interval_is_that_of_the_beta_distribution(wanted, a, b, value):
    assert quantile(wanted, a, b) == pytest.approx(value, abs=0.002)


def test_without_treatments_it_says_what_was_known_before_and_with_many_what_was_seen():
    assert share(0, 0, 5, 5).mean == 0.5
    many = share(90, 100, 5, 5)
    assert many.mean == pytest.approx(95 / 110) and many.low < many.mean < many.high and many.high - many.low < 0.12


@pytest.fixture
def year(therapist):
    for number in range(12):
        treatment = a_treatment(therapist, client=a_client(therapist, name=f"C{number}"), hours_ago=80, minutes=20 if number % 2 else 50)
        if number < 9:
            an_answer(treatment, hours=5, pain=8 if number < 4 else 2, qualities=["sore"], compared="worse" if number < 4 else "better")
    return therapist


def test_only_what_was_answered_is_counted(year):
    own = OwnNumbers(year.clinic, timezone.now())
    assert [(row.share.count, row.share.of, row.is_small) for row in own.by_kind] == [(9, 9, True)]
    assert sum(row.share.of for row in own.by_minutes) == 9


FULL = {"qualities": ["aching"], "sites": ["shoulder:left"], "symptoms": {}, "bruise": "none", "compared": "same"}


def counted(therapist, *answers, pain=6, hours_ago=80, symptoms=None, not_asked=False, **dose):
    """(reactions, known, not judged, not known) of one treatment with these answers, each (hours, what was said)."""
    treatment = a_treatment(therapist, hours_ago=hours_ago, pain=pain, **dose)
    treatment.baseline.symptoms = {} if symptoms is None else symptoms
    if not_asked:
        treatment.baseline.symptoms = None
    treatment.baseline.save()
    made = [an_answer(treatment, hours=hours, **FULL | said) for hours, said in answers]
    own = OwnNumbers(therapist.clinic, timezone.now())
    (row,) = own.by_kind
    return (row.share.count, row.share.of, *own.left_out), made


@pytest.mark.parametrize("before, said", [(3, {"pain": 9, "compared": "much_worse", "soreness": 9}), (5, {"pain": 9, "compared": "much_worse", "soreness": 9})])
def test_the_worst_first_answers_are_reactions_though_they_are_undecided(therapist, before, said):
    found, (answer,) = counted(therapist, (2, said), pain=before)
    assert (answer.reading, answer.level) == ("undetermined", 3)
    assert found == (1, 1, 0, 0)


@pytest.mark.parametrize("said, reaction", [
    ({"pain": 8}, True), ({"pain": 6, "compared": "worse"}, True), ({"pain": 7}, False), ({"qualities": ["bruised"]}, True), ({"bruise": "small"}, True),
    ({"symptoms": {"headache": 1}}, False), ({"symptoms": {"headache": 2}}, True), ({"symptoms": {"fatigue": 1}}, True), ({"soreness": 2}, True),
    ({"pain": 3, "compared": "better", "sites": ["shoulder:left", "hand:right"], "sites_confirmed": True}, True), ({"pain": 0, "sites": [], "qualities": []}, False),
])  # fmt: skip
def test_anything_new_or_stronger_is_a_reaction_and_nothing_else_is(therapist, said, reaction):
    found, _made = counted(therapist, (50, {"pain": 6} | said), symptoms={"headache": 1})
    assert found == (int(reaction), 1, 0, 0)


@pytest.mark.parametrize("grade, found", [(1, (0, 0, 0, 1)), (3, (1, 1, 0, 0)), (0, (0, 1, 0, 0))])
def test_a_slight_sign_that_nobody_asked_about_before_may_be_old(therapist, grade, found):
    assert counted(therapist, (50, {"pain": 6, "symptoms": {"headache": grade}}), not_asked=True)[0] == found


def test_that_it_has_not_helped_is_no_reaction(therapist):
    found, (answer,) = counted(therapist, (52, {"pain": 6}))
    assert (answer.reading, answer.variant) == ("negative_reaction", "no_net_improvement")
    assert found == (0, 1, 0, 0)


@pytest.mark.parametrize("answers, found", [
    ([(50, {"qualities": ["spiky"]})], (0, 0, 1, 0)),
    ([(50, {"qualities": ["spiky"]}), (60, {"pain": 3, "compared": "better"})], (0, 0, 1, 0)),
    ([(5, {"qualities": ["spiky"]}), (50, {"pain": 9})], (1, 1, 0, 0)),
    ([(5, {"pain": 3, "compared": "better"})], (0, 0, 0, 1)),
    ([(50, {"pain": 3, "compared": "better", "painkiller_hours": 2})], (0, 0, 0, 1)),
    ([(50, {"pain": 3, "compared": "better", "symptoms": None})], (0, 0, 0, 1)),
    ([(5, {"pain": 3, "compared": "better"}), (50, {"pain": 3, "compared": "better"})], (0, 1, 0, 0)),
])  # fmt: skip
def test_what_is_not_known_is_not_good_and_is_left_out(therapist, answers, found):
    assert counted(therapist, *answers)[0] == found


@pytest.mark.parametrize("said, found", [({"pain": 6, "compared": "worse"}, (1, 1, 0, 0)), ({"pain": 3, "compared": "better"}, (0, 0, 0, 1))])
def test_without_a_baseline_a_word_can_tell_of_a_reaction_and_nothing_tells_that_there_was_none(therapist, said, found):
    treatment = a_treatment(therapist, hours_ago=80)
    treatment.baseline.pain, treatment.baseline.sites, treatment.baseline.symptoms = None, [], None
    treatment.baseline.missing_reason = "Akut."
    treatment.baseline.save()
    an_answer(treatment, hours=50, **FULL | said)
    own = OwnNumbers(therapist.clinic, timezone.now())
    (row,) = own.by_kind
    assert (row.share.count, row.share.of, *own.left_out) == found


def test_a_mixed_treatment_with_needles_is_counted_with_needles(therapist):
    an_answer(a_treatment(therapist, hours_ago=80, kind="mixed", needles_used=True), hours=50, **FULL | {"pain": 6})
    assert [row.prior.name for row in OwnNumbers(therapist.clinic, timezone.now()).by_kind] == ["dry_needling"]


def test_what_was_put_right_is_not_counted(therapist):
    _found, (wrong,) = counted(therapist, (50, {"pain": 9}))
    checkin = wrong.checkin
    receive_checkin(
        treatment=checkin.treatment, answers=checkin.answers | {"pain": 3, "compared": "better"}, key=uuid.uuid4(),
        at=checkin.received_at + timedelta(minutes=5), language="da", corrects=checkin.pk,
    )  # fmt: skip
    assert [(row.share.count, row.share.of) for row in OwnNumbers(therapist.clinic, timezone.now()).by_kind] == [(0, 1)]


def test_the_page_says_how_many_are_not_counted(desk, therapist):
    counted(therapist, (50, {"qualities": ["spiky"]}))
    page = desk.get("/numbers/").content.decode()
    assert "1 med et svar som ikke kunne vurderes, og 0 hvor" in page and "Ingen kan tælles endnu" in page and "1 er ikke talt med" in page


# As in the evidence, clinical.md 1.3; for the manipulation of a neck there is no row, and it says that it is ours.
@pytest.mark.parametrize("kind, first, later", [
    ("wellness_massage", (1.2, 8.8), (1.2, 8.8)), ("massage", (4, 6), (4, 6)), ("mixed", (4, 6), (4, 6)), ("trigger_point", (5, 5), (4, 6)),
    ("dry_needling", (6, 4), (6, 4)), ("neck_manipulation", (4, 6), (4, 6)),
])  # fmt: skip
def test_the_priors_are_those_of_the_evidence(kind, first, later):
    found = [priors().of(kind, is_first=is_first) for is_first in (True, False)]
    assert [(prior.a, prior.b) for prior in found] == [first, later] and {prior.weight for prior in found} == {10}


def test_a_later_time_with_trigger_points_has_the_prior_of_later_times(therapist):
    from tests.integration.plans.courses import SAME, a_course

    a_course(therapist, SAME, SAME, SAME)
    rows = OwnNumbers(therapist.clinic, timezone.now()).by_kind
    assert [(row.name, row.prior.a, row.share.of) for row in rows] == [
        ("Behandling af triggerpunkter, klientens første gang her", 5, 1), ("Behandling af triggerpunkter, senere gange", 4, 2),
    ]  # fmt: skip


def test_a_group_of_several_kinds_is_weighed_with_the_mean_of_their_priors(therapist):
    for number, kind in enumerate(("wellness_massage", "trigger_point", "trigger_point")):
        an_answer(a_treatment(therapist, client=a_client(therapist, name=f"C{number}"), hours_ago=80, kind=kind, pressure=3), hours=50, **FULL | {"pain": 6})
    (row,) = OwnNumbers(therapist.clinic, timezone.now()).by_pressure
    assert (row.prior.a, row.prior.weight) == (pytest.approx((1.2 + 5 + 5) / 3), pytest.approx(10))


@pytest.mark.parametrize("language, said", [
    ("da", ["Beta(1,2; 8,8)", "vejer som 10 behandlinger", "Cambron 2007", "Ingen undersøgelse har talt det for tryk på triggerpunkter", "Vores egen læsning", "Senstad 1996, CROaM"]),
    ("en", ["Beta(1.2; 8.8)", "as much as 10 treatments", "No study has counted it", "Our own reading"]),
])  # fmt: skip
def test_the_page_shows_every_prior_its_weight_and_where_it_comes_from(desk, language, said):
    desk.cookies["django_language"] = language
    page = desk.get("/numbers/").content.decode()
    assert not [words for words in said if words not in page]


def test_silence_is_counted_as_silence(year):
    due, answered = OwnNumbers(year.clinic, timezone.now()).asked
    assert due == 12 * 4 and answered == 9, "four times have gone by after eighty hours"


def test_agreement_counts_those_who_gave_a_judgement(year):
    own = OwnNumbers(year.clinic, timezone.now())
    assert own.agreement == (0, 0, 0)
    assessment = year.clinic.assessments.first()
    acknowledge(assessment=assessment, by=year, at=timezone.now(), note="set", own_reading=assessment.reading, rests_on="talked")
    assert own.agreement == (1, 1, 0)


def test_weeks_hold_every_answer_by_level(year):
    weeks = OwnNumbers(year.clinic, timezone.now() + timedelta(minutes=1)).weeks
    assert sum(sum(week.counts) for week in weeks) == 9 == OwnNumbers(year.clinic, timezone.now() + timedelta(minutes=1)).received
    assert all(week.rows for week in weeks), "a week without an answer says nothing"


def test_a_week_says_the_share_of_each_level_and_of_how_many(therapist):
    for number, pain in enumerate((6, 6, 9)):
        an_answer(a_treatment(therapist, client=a_client(therapist, name=f"C{number}"), hours_ago=6), hours=5, pain=pain, compared="much_worse" if pain == 9 else "same")
    (week,) = OwnNumbers(therapist.clinic, timezone.now() + timedelta(minutes=1)).weeks
    assert [said for _label, said in week.rows] == ["2 af 3 (67 procent)", "1 af 3 (33 procent)"]


def test_the_page_names_nobody_and_nothing_of_another_clinic(desk, year):
    an_answer(a_treatment(a_clinic("Syd", "sune")))
    # Without the head: its random letters may spell anything.
    page = desk.get("/numbers/").content.decode().split("<main")[1]
    assert "af 9" in page and "For få til at sige noget" in page and "C0" not in page and "Nora" not in page


def test_an_answer_counts_for_one_time_of_asking_and_not_for_those_before(therapist):
    late = a_treatment(therapist, client=a_client(therapist, name="Sen"), hours_ago=80)
    an_answer(late, hours=73, pain=2)
    own = OwnNumbers(therapist.clinic, timezone.now())
    assert own.asked == (4, 1) and own.received == 1


def test_who_came_again_is_not_asked_about_the_treatment_before(therapist):
    from tests.integration.plans.courses import BETTER, a_course

    complaint = a_course(therapist, BETTER, BETTER)
    own = OwnNumbers(therapist.clinic, timezone.now())
    first, second = complaint.treatments.order_by("ended_at")
    assert (second.ended_at - first.ended_at).days == 7
    assert own.asked == (5 + 4, 2)


@pytest.mark.parametrize("language, said, strange", [
    ("da", ["Klienterne er blevet spurgt", "En reaktion er alt nyt eller stærkere", "procent, mellem"], ["forværring før bedring,", "Af de behandlinger"]),
    ("en", ["Clients have been asked", "1 answer</h3>"], ["It was asked", "svar", "25.11."]),
])  # fmt: skip
def test_the_page_says_what_each_number_counts(desk, therapist, language, said, strange):
    an_answer(a_treatment(therapist, hours_ago=80), hours=50, pain=2)
    desk.cookies["django_language"] = language
    page = desk.get("/numbers/").content.decode().split("<main")[1]
    assert not [words for words in said if words not in page] and not [words for words in strange if words in page]
