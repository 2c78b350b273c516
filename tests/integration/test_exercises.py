"""A client sees only what was chosen for her, by whom and when; two points more pain is told to both."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from myosotis.clinic.care.actions import acknowledge
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.exercises.actions import choose, end, write_done
from myosotis.clinic.exercises.models import Done, DoneSeen, Exercise
from myosotis.clinic.keeping.actions import set_aside
from myosotis.clinic.mine.actions import make_login_link
from myosotis.clinic.notices.actions import something_waits
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.models import Event
from myosotis.clinic.presence.actions import set_alert_address
from tests.integration.people import a_client, a_clinic, a_complaint, a_treatment, an_answer

pytestmark = pytest.mark.either_database


@pytest.fixture
def complaint(therapist):
    return a_treatment(therapist, client=a_client(therapist), hours_ago=60).complaint


@pytest.fixture
def exercise(complaint, therapist):
    return choose(complaint=complaint, muscle="trapezius_upper", kind="stretch", words="to gange om dagen", by=therapist, at=timezone.now())


@pytest.fixture
def hers(web, complaint):
    web.post(f"/my/in/{make_login_link(client=complaint.client, at=timezone.now()).token}/", {"day": 4, "month": 5})
    return web


def test_a_therapist_chooses_from_the_library_by_name_and_date(desk, complaint):
    address = f"/complaints/{complaint.pk}/exercises/"
    assert desk.post(address, {"muscle": "magic", "kind": "stretch"}).status_code == 400
    desk.post(address, {"muscle": "levator_scapulae", "kind": "strengthen", "words": ""})
    page = desk.get(address).content.decode()
    assert "Løft skulderen langsomt" in page and "Nora valgte den" in page and "Ikke lavet endnu." in page
    desk.post(f"/exercises/{Exercise.objects.get().pk}/end/")
    assert "Løft skulderen langsomt" not in desk.get(address).content.decode()


def test_she_sees_what_was_chosen_for_her_with_what_stands_beside_it(hers, exercise):
    page = hers.get("/my/exercises/").content.decode()
    assert "Læg øret mod den modsatte skulder" in page and "to gange om dagen" in page and "Nora valgte den til dig" in page
    assert "Stop, hvis smerten" in page and 'href="/my/exercises/"' in hers.get("/my/").content.decode()


def test_nothing_is_proposed(hers, complaint):
    assert "Der er ikke valgt øvelser til dig" in hers.get("/my/exercises/").content.decode()


def test_what_was_taken_off_is_gone_and_what_is_another_clients_never_was_there(hers, exercise, therapist):
    other = choose(complaint=a_complaint(a_client(a_clinic("Syd", "sune"), name="En Anden"), a_clinic("Øst", "oda")), muscle="masseter", kind="stretch", words="", by=therapist, at=timezone.now())
    assert hers.post("/my/exercises/", {"exercise": str(other.pk), "pain_before": "1", "pain_after": "1"}).status_code == 404
    end(exercise=exercise, by=therapist, at=timezone.now())
    assert hers.post("/my/exercises/", {"exercise": str(exercise.pk), "pain_before": "1", "pain_after": "1"}).status_code == 404
    assert not Done.objects.exists()


@pytest.mark.parametrize("before, after, stop", [(3, 4, False), (3, 5, True), (0, 2, True), (6, 2, False)])
def test_two_points_more_says_stop_and_tells_the_therapist(hers, desk, exercise, therapist, before, after, stop):
    set_alert_address(therapist=therapist, address="nora@example.org", at=timezone.now())
    hers.post("/my/exercises/", {"exercise": str(exercise.pk), "pain_before": str(before), "pain_after": str(after), "words": "det trak"})
    assert ("Stop med den her øvelse" in hers.get("/my/exercises/").content.decode()) is stop
    page = desk.get(f"/complaints/{exercise.complaint.pk}/exercises/").content.decode()
    assert ("Smerten steg med to" in page) is stop and "det trak" in page
    assert Message.objects.filter(kind="alert").exists() is stop
    assert Event.objects.filter(what="exercise.done").count() == 1


def test_what_is_no_pain_is_asked_again(hers, exercise):
    answer = hers.post("/my/exercises/", {"exercise": str(exercise.pk), "pain_before": "11", "pain_after": ""})
    assert answer.status_code == 400 and "Vælg et tal" in answer.content.decode() and not Done.objects.exists()


def test_an_exercise_that_is_none_is_not_there(hers, exercise):
    for given in ("", "nothing", "0"):
        assert hers.post("/my/exercises/", {"exercise": given, "pain_before": "3", "pain_after": "3"}).status_code == 404


def the_line(therapist):
    return [line for line in WorklistPresenter(therapist.clinic, timezone.now()).open_lines if line.kind == "exercise"]


@pytest.mark.parametrize("language, level, told", [
    ("da", "En øvelse gjorde mere ondt", "Klienten har fået at vide at øvelsen skal stoppes."), ("en", "An exercise hurt more", "The client was told to stop it."),
])  # fmt: skip
def test_what_hurt_more_is_a_line_of_the_worklist_until_somebody_has_seen_it(desk, exercise, therapist, language, level, told):
    desk.cookies["django_language"] = language
    write_done(exercise=exercise, pain_before=2, pain_after=3, words="", at=timezone.now())
    assert the_line(therapist) == [], "one point more is no line"
    calm = WorklistPresenter(therapist.clinic, timezone.now()).counts
    done = write_done(exercise=exercise, pain_before=3, pain_after=5, words="det trak", at=timezone.now())
    page = desk.get("/worklist/").content.decode()
    assert level in page and told in page and "3 → 5" in page
    assert WorklistPresenter(therapist.clinic, timezone.now()).counts.today == calm.today + 1
    assert something_waits(therapist.clinic, timezone.now())
    client = f"/clients/{exercise.complaint.client.pk}/"
    assert told in desk.get(client).content.decode() and "det trak" in desk.get(client).content.decode()
    for note in ("Ringet.", "En gang til."):
        assert desk.post(f"/exercises/done/{done.pk}/seen/", {"note": note})["Location"] == client
    assert the_line(therapist) == [] and told not in desk.get(client).content.decode()
    assert (DoneSeen.objects.get().note, DoneSeen.objects.get().by) == ("Ringet.", therapist)
    assert "Ringet." in desk.get(f"/complaints/{exercise.complaint.pk}/exercises/").content.decode()


def test_it_stands_below_what_must_be_answered_today_and_above_a_silence_and_is_one_line_a_client(exercise, therapist):
    for name, hours, answer in (("Danger", 6, {"symptoms": {"face_droop": 3}}), ("Today", 6, {"pain": 9}), ("Before next", 6, {"pain": 6, "symptoms": {"headache": 2}})):
        an_answer(a_treatment(therapist, client=a_client(therapist, name=name), hours_ago=hours), **answer)
    a_treatment(therapist, client=a_client(therapist, name="Silent"), hours_ago=80)
    for after in (5, 6):
        write_done(exercise=exercise, pain_before=3, pain_after=after, words="", at=timezone.now())
    names = [line.name for line in WorklistPresenter(therapist.clinic, timezone.now()).open_lines]
    assert names == ["Danger", "Today", "Mette Holm", "Before next", "Silent"]


def test_a_client_with_something_worse_stands_on_that_line_and_nobody_is_set_aside_meanwhile(exercise, therapist):
    client = exercise.complaint.client
    write_done(exercise=exercise, pain_before=0, pain_after=4, words="", at=timezone.now())
    with pytest.raises(ValidationError):
        set_aside(client=client, by=therapist, at=timezone.now(), reason="Flyttet.")
    an_answer(exercise.complaint.treatments.get(), hours=50, symptoms={"face_droop": 3})
    assert [line.kind for line in WorklistPresenter(therapist.clinic, timezone.now()).open_lines] == ["level"]


def test_the_worklist_with_exercises_asks_no_more_often(desk, exercise, django_assert_max_num_queries):
    for after in (5, 6, 7):
        write_done(exercise=exercise, pain_before=3, pain_after=after, words="", at=timezone.now())
    desk.get("/worklist/")
    with django_assert_max_num_queries(10):
        desk.get("/worklist/")


def test_nothing_of_another_clinics_exercises_is_seen(desk, therapist):
    other = a_clinic("Syd", "sune")
    chosen = choose(complaint=a_complaint(a_client(other, name="En Anden"), other), muscle="masseter", kind="stretch", words="", by=other, at=timezone.now())
    done = write_done(exercise=chosen, pain_before=0, pain_after=9, words="", at=timezone.now())
    assert "En Anden" not in desk.get("/worklist/").content.decode()
    assert desk.post(f"/exercises/done/{done.pk}/seen/", {"note": ""}).status_code == 404 and not DoneSeen.objects.exists()


def test_while_an_answer_is_open_an_exercise_is_chosen_only_with_a_reason(desk, therapist):
    treatment = a_treatment(therapist, hours_ago=60)
    an_answer(treatment, hours=50, pain=8, compared="worse", qualities=["aching"])
    address = f"/complaints/{treatment.complaint.pk}/exercises/"
    sent = {"muscle": "masseter", "kind": "strengthen", "words": ""}
    page = desk.post(address, sent).content.decode()
    assert "Vent, eller skriv hvorfor" in page and "Ikke læst." in page and not Exercise.objects.exists()
    desk.post(address, sent | {"reason": "Aftalt med klienten i telefonen."})
    assert Exercise.objects.get().reason == "Aftalt med klienten i telefonen."


def test_her_page_says_to_wait_as_long_as_her_last_answer_does(web, therapist):
    treatment = a_treatment(therapist, hours_ago=80)
    an_answer(treatment, hours=50, pain=8, compared="worse", qualities=["aching"])
    choose(complaint=treatment.complaint, muscle="masseter", kind="strengthen", words="", by=therapist, at=timezone.now(), reason="Aftalt med klienten.")
    login = make_login_link(client=treatment.client, at=timezone.now())
    born = treatment.client.born
    web.post(f"/my/in/{login.token}/", {"day": born.day, "month": born.month})
    page = web.get("/my/exercises/").content.decode()
    assert "Vent med den her øvelse." in page and "mere end 3 af 10" not in page and "en dag eller to" not in page
    an_answer(treatment, hours=79, pain=1, compared="better", qualities=["dull"])
    page = web.get("/my/exercises/").content.decode()
    assert "Vent med den her øvelse." not in page and "mere end 3 af 10" in page


def test_before_one_is_chosen_the_page_says_so(desk, complaint):
    assert "Der er ikke valgt nogen øvelse endnu." in desk.get(f"/complaints/{complaint.pk}/exercises/").content.decode()


@pytest.mark.parametrize("language, more", [("da", "+{} mere"), ("en", "+{} more")])
def test_what_else_of_hers_is_open_is_counted_on_her_line(desk, exercise, therapist, language, more):
    """One line a client: what stands behind it is said to be there."""
    def stands(count):
        return more.format(count) in desk.get("/worklist/", headers={"accept-language": language}).content.decode()

    def kind():
        return WorklistPresenter(therapist.clinic, timezone.now()).open_lines[0].kind

    assert kind() == "no_answer" and not stands(1)
    write_done(exercise=exercise, pain_before=2, pain_after=5, words="", at=timezone.now())
    assert kind() == "exercise" and stands(1)
    other = an_answer(a_treatment(therapist, client=exercise.complaint.client, hours_ago=60, site="knee:left"), hours=52, pain=8)
    assert kind() == "level" and stands(2)
    acknowledge(assessment=other, by=therapist, at=timezone.now(), note="Ringet.", own_reading="negative_reaction", rests_on="talked")
    assert kind() == "exercise" and stands(1)
