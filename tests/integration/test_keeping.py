"""A yes before anything is sent; a client set aside or erased; and nothing of an erased one comes back."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from myosotis.clinic.before.actions import give_preparation, keep_disclosure, make_preparation_link
from myosotis.clinic.care.actions import acknowledge, register_client
from myosotis.clinic.care.models.standing import RANK_CALM
from myosotis.clinic.care.presenters.worklist import WorklistPresenter
from myosotis.clinic.keeping.actions import erase, remember_erased, set_aside, take_back
from myosotis.clinic.keeping.backup import _forget_again
from myosotis.clinic.keeping.log import check_log
from myosotis.clinic.keeping.models import Consent, Erasure
from myosotis.clinic.keeping.retention import erasable_from
from myosotis.clinic.mine.actions import make_login_link
from myosotis.clinic.notices.models import Message
from myosotis.clinic.people.models import Therapist
from tests.integration.people import a_client, a_treatment, an_answer

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
    silent = register_client(clinic=therapist.clinic, by=therapist, at=timezone.now(), client={
        "name": "Uden Ja", "born": date(1980, 5, 4), "phone": "+4512345678", "language": "da", "conditions": [],
    })  # fmt: skip
    silent.refresh_from_db()
    a_treatment(therapist, client=silent, hours_ago=1)
    assert not Message.objects.exists()
    a_treatment(therapist, client=a_client(therapist, name="Med Ja"), hours_ago=1)
    assert Message.objects.exists() and "må spørge mig" in Consent.objects.get().words and Consent.objects.get().book_version


def test_a_yes_is_ticked_when_a_client_is_registered(desk):
    from tests.integration.test_registration import filled

    desk.post("/clients/new/", filled(name="Uden Ja"))
    desk.post("/clients/new/", filled(name="Med Ja", consent="on"))
    assert Consent.objects.get().client.name == "Med Ja"


@pytest.mark.parametrize("profile, years", [("five_years", 5), ("ten_years", 10), ("registered_alternative", 5), ("consent_only", 0)])
def test_how_long_depends_on_the_clinic(client, profile, years):
    client.clinic.retention = profile
    last = timezone.localdate(max(c.received_at for t in client.clinic.treatments.all() for c in t.checkins.all()))
    assert erasable_from(client).year == last.year + years


def test_too_early_it_is_refused_with_the_day(client, therapist):
    with pytest.raises(ValidationError, match="Det må først slettes"):
        erase(client=client, by=therapist, at=timezone.now(), reason="hun bad om det")
    with pytest.raises(ValidationError, match="Skriv hvorfor"):
        erase(client=client, by=therapist, at=late(client), reason=" ")


def test_when_the_time_is_over_nothing_of_her_is_left_in_any_table(client, therapist):
    other = a_client(therapist, name="Bliver Her")
    an_answer(a_treatment(therapist, client=other))
    assert len(everywhere(CANARY)) >= 5
    erased = erase(client=client, by=therapist, at=late(client), reason="fristen er gået")
    assert everywhere(CANARY) == [] and erased.rows["care_checkin"] == 2 and erased.rows["care_historicalclient"] >= 1
    assert Erasure.objects.get().client_id == client.pk and check_log()[1] == []
    assert everywhere("Bliver Her") and apps.get_model("care", "CheckIn").objects.count() == 1


def test_every_table_that_can_hold_something_of_a_client_is_reached(client, therapist):
    """By its foreign keys: a table added tomorrow is erased without anybody thinking of it."""
    from myosotis.clinic.keeping.actions import everything_of

    reached = {model._meta.label for model in everything_of(client.pk)}
    assert {"care.Client", "care.Treatment", "care.Assessment", "notices.Message", "before.Preparation", "before.Disclosure", "mine.LoginLink",
            "plans.OwnView", "plans.ElsewhereTakenBack", "during.Sitting", "during.Signal", "during.KeptSitting", "exercises.DoneSeen", "care.Standing", "keeping.Consent", "care.HistoricalTreatment"} <= reached  # fmt: skip
    assert not any(label.startswith("people.") for label in reached)


def read(client, therapist):
    """Whatever waits has been read and closed."""
    for standing in client.standings.filter(rank__gt=RANK_CALM):
        acknowledge(assessment=standing.unseen, by=therapist, at=timezone.now(), note="ringet", own_reading="healing_crisis", rests_on="talked")


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


def test_a_copy_that_is_put_back_forgets_again(client, tmp_path):
    remember_erased(tmp_path, client.pk)
    assert oct((tmp_path / "erased.txt").stat().st_mode)[-3:] == "600"
    _forget_again(tmp_path)
    assert everywhere(CANARY) == []


def test_the_owner_does_it_on_the_clients_page(desk, client, therapist):
    address = f"/clients/{client.pk}/leaving/"
    page = desk.get(address).content.decode()
    assert "skal gemme" in page and "disabled" in page
    assert desk.post(address, {"erase": "1", "reason": "x"}).status_code == 400
    assert "ikke læst" in desk.post(address, {"aside": "1", "reason": "hun bad om det"}).content.decode()
    read(client, therapist)
    desk.post(address, {"aside": "1", "reason": "hun bad om det"})
    assert "Sat til side" in desk.get(address).content.decode()
    therapist.clinic.retention = "consent_only"
    therapist.clinic.save()
    assert CANARY in desk.get("/settings/due/").content.decode()
    assert desk.post(address, {"erase": "1", "reason": "hun bad om det"})["Location"] == "/clients/"
    page = desk.get("/settings/due/").content.decode()
    assert CANARY not in page and "hun bad om det" in page


def test_nobody_but_the_owner_erases(desk, client, therapist):
    Therapist.objects.filter(pk=therapist.pk).update(role="therapist")
    assert desk.get(f"/clients/{client.pk}/leaving/").status_code == 403


def test_a_yes_can_be_noted_later_and_writes_the_messages(desk, therapist):
    silent = register_client(clinic=therapist.clinic, by=therapist, at=timezone.now(), client={
        "name": "Uden Ja", "born": date(1980, 5, 4), "phone": "+4512345678", "language": "da", "conditions": [],
    })  # fmt: skip
    a_treatment(therapist, client=silent, hours_ago=1)
    assert "Der bliver ikke sendt beskeder" in desk.get(f"/clients/{silent.pk}/").content.decode()
    desk.post(f"/clients/{silent.pk}/consent/")
    written = Message.objects.count()
    assert written and Consent.objects.get().client == silent
    assert "Der bliver ikke sendt beskeder" not in desk.get(f"/clients/{silent.pk}/").content.decode()
    desk.post(f"/clients/{silent.pk}/consent/")
    assert (Consent.objects.count(), Message.objects.count()) == (1, written)
