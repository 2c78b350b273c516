"""A yes before anything is sent; a client set aside or erased; and nothing of an erased one comes back."""

import html
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.before.actions import give_preparation, keep_disclosure, make_preparation_link
from myosotis.clinic.care.actions import acknowledge, register_client
from myosotis.clinic.care.actions.correct import correct_client
from myosotis.clinic.care.models import AnswerLink, Client
from myosotis.clinic.care.models.standing import RANK_CALM
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.keeping.actions import erase, give_consent, names_her, set_aside, take_back
from myosotis.clinic.keeping.everything import NO_ENTRY, WITHOUT_A_DATE, date_of, everything_of, ways_to_client
from myosotis.clinic.keeping.log import check_log
from myosotis.clinic.keeping.models import Consent, Erasure
from myosotis.clinic.keeping.retention import Term, term_of
from myosotis.clinic.mine.actions import make_login_link, withdraw
from myosotis.clinic.notices.actions import may_be_asked
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.actions import confirm_purpose, open_clinic
from myosotis.clinic.people.models import Event
from myosotis.clinic.plans.actions import record_plan
from tests.integration.people import PASSWORD, a_client, a_complaint, a_treatment, an_answer, becomes, enter
from tests.integration.test_registration import filled

CANARY = "Kanariefugl Hansen"


@pytest.fixture
def client(therapist):
    """A client with something of everything."""
    made = a_client(therapist, name=CANARY)
    treatment = a_treatment(therapist, client=made, hours_ago=80)
    first = an_answer(treatment, pain=8, note=CANARY)
    acknowledge(assessment=first, by=therapist, at=timezone.now(), note=CANARY, own_reading="healing_crisis", rests_on="talked")
    an_answer(treatment, hours=50, pain=7)
    link = make_preparation_link(complaint=treatment.complaint, by=therapist, at=timezone.now())
    given = give_preparation(link=link, answers={"expectations": CANARY}, language="da", at=timezone.now())
    keep_disclosure(treatment=treatment, conditions=["statin"], changed=True, preparation=given, by=therapist, at=timezone.now())
    make_login_link(client=made, at=timezone.now(), by=therapist)
    return made


def a_client_without_a_yes(therapist):
    return register_client(clinic=therapist.clinic, by=therapist, at=timezone.now(), client={
        "name": "Uden Ja", "born": date(1980, 5, 4), "phone": "+4512345678", "language": "da", "conditions": [],
    })  # fmt: skip


def everywhere(words) -> list[str]:
    """Every table in which these words stand."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(words in str(value) for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def late(client) -> object:
    return timezone.now() + timedelta(days=366 * 5 + 2)


def test_nothing_is_sent_without_a_yes(therapist):
    silent = a_client_without_a_yes(therapist)
    silent.refresh_from_db()
    a_treatment(therapist, client=silent, hours_ago=1)
    assert not Message.objects.exists()
    a_treatment(therapist, client=a_client(therapist, name="Med Ja"), hours_ago=1)
    assert Message.objects.exists() and "må spørge mig" in Consent.objects.get().words and Consent.objects.get().book_version


def test_a_yes_is_ticked_when_a_client_is_registered(desk):
    desk.post("/clients/new/", filled(name="Uden Ja"))
    desk.post("/clients/new/", filled(name="Med Ja", consent="on"))
    assert Consent.objects.get().client.name == "Med Ja"


def chosen(clinic, profile):
    clinic.retention = profile
    clinic.save()
    return clinic


@pytest.mark.parametrize("profile, years", [("five_years", 5), ("ten_years", 10), ("registered_alternative", 5)])
def test_how_long_depends_on_the_clinic(therapist, profile, years):
    chosen(therapist.clinic, profile)
    hers = a_client(therapist)
    term = term_of(hers)
    assert (term.basis == profile or years == 5) and term.earliest.year == timezone.localdate().year + years
    assert term.latest > term.earliest


@pytest.fixture
def by_consent(therapist):
    """A clinic that never kept anything on other grounds than a yes."""
    start = open_clinic(
        clinic_name="Klinik Øst", phone="70 10 20 30", region="hovedstaden", name="Ida", username="ida", password="et-langt-kodeord-til-test", at=timezone.now()
    )
    start.clinic.retention = "consent_only"
    start.clinic.save()
    return start


def test_kept_on_a_yes_nobody_is_due_while_it_stands(by_consent):
    hers = a_client(by_consent, at=timezone.now())
    assert term_of(hers) == Term("consent_only", None) and not term_of(hers).is_over(date(2999, 1, 1))
    with pytest.raises(ValidationError, match="siger stadig ja"):
        erase(client=hers, by=by_consent, at=late(hers), reason="tiden er gået")
    withdraw(client=hers, at=timezone.now())
    hers = Client.objects.get(pk=hers.pk)
    assert term_of(hers).is_over(timezone.localdate())
    give_consent(client=hers, by=by_consent, at=timezone.now())
    assert term_of(Client.objects.get(pk=hers.pk)).earliest is None
    withdraw(client=Client.objects.get(pk=hers.pk), at=timezone.now())
    erase(client=Client.objects.get(pk=hers.pk), by=by_consent, at=timezone.now(), reason="klienten har sagt nej")
    assert not Client.objects.exists()


def test_a_shorter_profile_shortens_nothing_that_was_promised(client, therapist):
    before = term_of(client)
    chosen(therapist.clinic, "ten_years")
    longer = term_of(client)
    assert longer.earliest.year == before.earliest.year + 5, "the longer one stands for all of it"
    a_complaint(client, therapist)
    for profile in ("five_years", "consent_only"):
        chosen(therapist.clinic, profile)
        assert (term_of(client).basis, term_of(client).earliest) == ("ten_years", longer.earliest)


def test_a_profile_under_which_nothing_was_written_binds_nobody(client, therapist):
    before = term_of(client)
    for profile in ("ten_years", "five_years"):
        chosen(therapist.clinic, profile)
    a_complaint(client, therapist)
    assert term_of(client) == before


def test_whatever_is_written_about_her_is_the_last_entry(client, therapist):
    """Every table with something of hers counts, and what does not stands here with its reason."""
    ways = ways_to_client()
    undated = {model._meta.label for model in ways if not date_of(model)}
    assert undated == set(WITHOUT_A_DATE) and set(NO_ENTRY) < {model._meta.label for model in ways}
    assert set(everything_of(client.pk)) <= set(ways), "and the two ways of following agree"
    counted = {model._meta.label for model in ways} - undated - set(NO_ENTRY)
    assert {"care.CheckIn", "care.Acknowledgement", "care.FollowedUp", "plans.Plan", "plans.Decision", "care.HistoricalClient", "before.Disclosure"} <= counted


LATER = timedelta(days=400)
WRITES = {
    "a plan": lambda client, by, at: record_plan(complaint=client.complaints.get(), by=by, at=at, pressure=2, minutes=20, days=14, reason="Aftalt."),
    "an acknowledgement": lambda client, by, at: acknowledge(assessment=client.clinic.assessments.latest("made_at"), by=by, at=at, note="ringet", own_reading="healing_crisis", rests_on="talked"),
}


@pytest.mark.parametrize("what", WRITES)
def test_a_note_moves_the_date(client, therapist, what):
    before = term_of(client).earliest
    WRITES[what](client, therapist, timezone.now() + LATER)
    assert term_of(client).earliest > before + LATER - timedelta(days=3)


def test_a_correction_moves_the_date_and_setting_aside_does_not(client, therapist, monkeypatch):
    read(client, therapist)
    before, then = term_of(client).earliest, timezone.now() + LATER
    monkeypatch.setattr(timezone, "now", lambda: then)
    set_aside(client=client, by=therapist, at=then, reason="hun bad om det")
    take_back(client=client, by=therapist, at=then)
    assert term_of(client).earliest == before
    correct_client(client=client, by=therapist, at=then, name="Kanariefugl Jensen", born=client.born, phone=client.phone, language="da")
    assert term_of(client).earliest > before


def test_too_early_it_is_refused_with_the_day(client, therapist):
    with pytest.raises(ValidationError, match="Det må først slettes"):
        erase(client=client, by=therapist, at=timezone.now(), reason="hun bad om det")
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        erase(client=client, by=therapist, at=late(client), reason=" ")


def test_when_the_time_is_over_nothing_of_her_is_left_in_any_table(client, therapist):
    other = a_client(therapist, name="Bliver Her")
    an_answer(a_treatment(therapist, client=other))
    read(client, therapist)
    assert len(everywhere(CANARY)) >= 5
    erased = erase(client=client, by=therapist, at=late(client), reason="fristen er gået")
    assert everywhere(CANARY) == [] and erased.rows["care_checkin"] == 2 and erased.rows["care_historicalclient"] >= 1
    assert Erasure.objects.get().client_id == client.pk and check_log()[1] == []
    assert everywhere("Bliver Her") and apps.get_model("care", "CheckIn").objects.count() == 1


def test_every_table_that_can_hold_something_of_a_client_is_reached(client, therapist):
    """By its foreign keys: a table added tomorrow is erased without anybody thinking of it."""
    reached = {model._meta.label for model in everything_of(client.pk)}
    assert {"care.Client", "care.Treatment", "care.Assessment", "notices.Message", "before.Preparation", "before.Disclosure", "mine.LoginLink",
            "plans.OwnView", "plans.ElsewhereTakenBack", "during.Sitting", "during.Signal", "during.KeptSitting", "exercises.DoneSeen", "care.Standing", "keeping.Consent", "care.HistoricalTreatment"} <= reached  # fmt: skip
    assert not any(label.startswith("people.") for label in reached)


def read(client, therapist):
    """Whatever waits has been read and closed."""
    for standing in client.standings.filter(rank__gt=RANK_CALM):
        acknowledge(assessment=standing.unseen, by=therapist, at=timezone.now(), note="ringet", own_reading="healing_crisis", rests_on="talked")


def test_nobody_is_erased_while_something_of_theirs_waits(client, therapist):
    with pytest.raises(ValidationError, match="ikke læst"):
        erase(client=client, by=therapist, at=late(client), reason="fristen er gået")
    assert Client.objects.filter(pk=client.pk).exists()


@pytest.mark.parametrize("reason", ["hansen bad om det", "Det ville Kanariefugl", "efter Hansens ønske"])
def test_the_reason_that_stays_does_not_name_her(client, therapist, reason):
    read(client, therapist)
    with pytest.raises(ValidationError, match="uden klientens navn"):
        erase(client=client, by=therapist, at=late(client), reason=reason)


def test_what_stands_between_names_is_no_name(therapist):
    assert not names_her("Det bad de om af egen vilje", Client(name="Mette de af Holm"))


def test_nobody_is_set_aside_while_something_of_theirs_waits(client, therapist):
    with pytest.raises(ValidationError, match="ikke læst"):
        set_aside(client=client, by=therapist, at=timezone.now(), reason="hun bad om det")
    client.refresh_from_db()
    assert client.set_aside_at is None and len(WorklistPresenter(therapist.clinic, timezone.now()).ranked) == 1


def test_set_aside_she_is_out_of_every_list_and_kept(desk, client, therapist):
    read(client, therapist)
    set_aside(client=client, by=therapist, at=timezone.now(), reason="hun bad om at blive slettet")
    assert CANARY not in desk.get("/worklist/").content.decode() and CANARY not in desk.get("/clients/").content.decode()
    assert CANARY in desk.get("/clients/?q=Kanarie").content.decode(), "found by name, for whoever must"
    treatment = client.complaints.get().treatments.get()
    assert treatment.checkins.count() == 2 and not any(link.is_open(timezone.now()) for link in treatment.links.all())
    assert not Message.objects.filter(link__treatment=treatment, state="waiting").exists()
    assert not client.withdrawals.exists(), "the therapist did it: she has not said no"
    assert WorklistPresenter(therapist.clinic, timezone.now()).ranked == []
    take_back(client=client, by=therapist, at=timezone.now())
    assert CANARY in desk.get("/worklist/").content.decode()


def test_who_is_erased_is_remembered_by_an_id_that_leads_nowhere(client, therapist, tmp_path, settings, django_capture_on_commit_callbacks):
    settings.HOME = tmp_path
    read(client, therapist)
    with django_capture_on_commit_callbacks(execute=True):
        erase(client=client, by=therapist, at=late(client), reason="fristen er gået")
    listed = tmp_path / "erased.txt"
    assert listed.read_text() == f"{client.pk}\n" and oct(listed.stat().st_mode)[-3:] == "600"


@pytest.mark.item(47)
def test_the_owner_does_it_on_the_clients_page(desk, client, therapist, monkeypatch, settings):
    address, to_erase = f"/clients/{client.pk}/leaving/", f"/clients/{client.pk}/erase/"
    page = desk.get(address).content.decode()
    assert "skal gemme" in page and "disabled" in page and "fem år" in page
    assert "ikke læst" in desk.post(address, {"aside": "1", "reason": "hun bad om det"}).content.decode()
    read(client, therapist)
    assert "Det må først slettes" in desk.post(to_erase, {"reason": "hun bad om det", "really": "1"}).content.decode()
    desk.post(address, {"aside": "1", "reason": "hun bad om det"})
    assert "Sat til side" in desk.get(address).content.decode()
    then = late(client)
    monkeypatch.setattr(timezone, "now", lambda: then)
    enter(desk, therapist)
    assert CANARY in desk.get("/settings/due/").content.decode()
    assert to_erase in desk.get(address).content.decode()
    assert f"Ja, slet alt om {CANARY}" in desk.get(to_erase).content.decode()
    assert desk.post(to_erase, {"reason": "hun bad om det"}).status_code == 400 and Client.objects.filter(pk=client.pk).exists()
    session = desk.session
    session["entered"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    for send in (desk.get, desk.post):
        assert send(to_erase, {"reason": "hun bad om det", "really": "1"})["Location"] == f"/login/again/?next=%2Fclients%2F{client.pk}%2Ferase%2F"
    assert desk.post("/login/again/?next=" + to_erase, {"password": PASSWORD, "next": to_erase})["Location"] == to_erase
    assert desk.post(to_erase, {"reason": "hun bad om det", "really": "1"})["Location"] == "/clients/"
    page = desk.get("/settings/due/").content.decode()
    assert CANARY not in page and "hun bad om det" in page


def test_a_no_that_she_said_to_the_owner_is_noted(by_consent):
    hers = a_client(by_consent, at=timezone.now())
    desk = enter(Web(), confirm_purpose(therapist=by_consent, at=timezone.now()))
    address = f"/clients/{hers.pk}/leaving/"
    assert "så længe klienten siger ja" in desk.get(address).content.decode() and hers.name not in desk.get("/settings/due/").content.decode()
    desk.post(address, {"no": "1"})
    assert hers.withdrawals.count() == 1 and Event.objects.filter(what="consent.no_noted", by=by_consent).exists()
    assert "Tiden er gået" in desk.get(address).content.decode() and hers.name in desk.get("/settings/due/").content.decode()


@pytest.mark.item(47)
@pytest.mark.parametrize("file", ["clients/{}/file.json", "clients/{}/file.pdf", "settings/clinic.zip"])
def test_a_file_with_everything_asks_again_who_it_is(desk, client, settings, file):
    address = "/" + file.format(client.pk)
    assert desk.get(address).status_code == 200
    session = desk.session
    session["entered"] -= settings.ACCOUNT_REAUTHENTICATION_TIMEOUT + 1
    session.save()
    assert desk.get(address)["Location"].startswith("/login/again/?next=")


def test_nobody_but_the_owner_erases(desk, client, therapist):
    becomes(therapist, "therapist")
    assert desk.get(f"/clients/{client.pk}/leaving/").status_code == 403


def test_a_yes_can_be_noted_later_and_writes_the_messages(desk, therapist):
    silent = a_client_without_a_yes(therapist)
    a_treatment(therapist, client=silent, hours_ago=1)
    assert "Der bliver ikke sendt beskeder" in desk.get(f"/clients/{silent.pk}/").content.decode()
    desk.post(f"/clients/{silent.pk}/consent/")
    written = Message.objects.count()
    assert written and Consent.objects.get().client == silent
    assert "Der bliver ikke sendt beskeder" not in desk.get(f"/clients/{silent.pk}/").content.decode()
    desk.post(f"/clients/{silent.pk}/consent/")
    assert (Consent.objects.count(), Message.objects.count()) == (1, written)


def test_the_words_that_are_kept_were_shown_beside_the_tick(desk):
    words = html.unescape(desk.get("/clients/new/").content.decode())
    desk.post("/clients/new/", filled(name="Med Ja", consent="on"))
    kept = Consent.objects.get()
    assert f"“{kept.words}”" in words and "Klinik Nord må spørge mig" in kept.words
    page = html.unescape(desk.get(f"/clients/{kept.client_id}/").content.decode())
    assert kept.words in page and kept.book_version in page and "Klienten sagde ja" in page
    silent = a_client_without_a_yes(kept.by)
    assert f"“{kept.words}”" in html.unescape(desk.get(f"/clients/{silent.pk}/").content.decode())


def test_after_a_no_a_new_yes_can_be_given_and_taken_back_again(desk, therapist):
    hers = a_client(therapist)
    treatment = a_treatment(therapist, client=hers, hours_ago=1)
    withdraw(client=hers, at=timezone.now())
    shut = AnswerLink.newest_of(hers)
    assert shut.revoked_at and not may_be_asked(Client.objects.get(pk=hers.pk))
    address = f"/clients/{hers.pk}/consent/"
    assert address in desk.get(f"/clients/{hers.pk}/").content.decode()
    desk.post(address)
    hers = Client.objects.get(pk=hers.pk)
    assert may_be_asked(hers) and hers.consents.count() == 2 and Event.objects.filter(what="consent.given").count() == 2
    opened = AnswerLink.newest_of(hers)
    assert opened.is_open(timezone.now()) and Message.objects.filter(link__treatment=treatment, state="waiting").exists()
    assert "har sagt nej" not in desk.get(f"/clients/{hers.pk}/").content.decode()
    withdraw(client=hers, at=timezone.now())
    assert hers.withdrawals.count() == 2 and not may_be_asked(Client.objects.get(pk=hers.pk))
    withdraw(client=Client.objects.get(pk=hers.pk), at=timezone.now())
    assert hers.withdrawals.count() == 2 and not AnswerLink.newest_of(hers).is_open(timezone.now())


@pytest.mark.parametrize("said_no", [True, False])
def test_a_yes_counts_for_each_complaint(therapist, said_no):
    """Left and right are two: she is asked about both again, and not about the newer alone."""
    client = a_client(therapist)
    both = [a_treatment(therapist, hours_ago=hours, client=client, site=site) for hours, site in ((6, "shoulder:left"), (5, "knee:right"))]
    at = timezone.now()
    if said_no:
        withdraw(client=client, at=at)
    else:
        therapist.clinic.messages.all().delete()
    give_consent(client=Client.objects.get(pk=client.pk), by=therapist, at=at + timedelta(minutes=1))
    for treatment in both:
        assert therapist.clinic.messages.filter(link__treatment=treatment, state="waiting", kind="reminder").count() >= 4
        assert treatment.links.filter(hours=None, revoked_at=None).count() == 1
