"""Pages, links and messages behind the fence: a forgotten filter shows nothing of another clinic, and nothing stays on a connection."""

import re

import pytest
from django.db import connection
from django.http import JsonResponse
from django.test import Client as Web
from django.urls import path, reverse
from django.utils import timezone

from myosotis.clinic.care.models import AnswerLink, Client
from myosotis.clinic.config.urls import urlpatterns as all_addresses
from myosotis.clinic.notices.models import Message
from myosotis.clinic.notices.worker import work
from myosotis.clinic.people.door import in_clinic
from myosotis.clinic.presence.models import LinkSlot
from tests.integration.people import a_clinic, a_treatment, an_answer, enter, link_of, press_link

pytestmark = [pytest.mark.django_db, pytest.mark.postgres_only]


def session():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('myosotis.clinic', true)")
        return cursor.fetchone()


def everybody(request):
    """A page that forgot to ask whose clients it shows."""
    return JsonResponse({"names": sorted(Client.objects.values_list("name", flat=True)), "session": session()})


def broken(request):
    Client.objects.count()
    raise RuntimeError("broken")


def new_connection(request):
    """As when the server of the database was started anew in the middle of a request."""
    connection.close()
    return everybody(request)


urlpatterns = [
    path("everybody/", in_clinic(everybody), name="everybody"),
    path("anybody/", everybody, name="anybody"),
    path("broken/", in_clinic(broken), name="broken"),
    path("new/", in_clinic(new_connection), name="new"),
    *all_addresses,
]


@pytest.fixture
def two(settings):
    settings.ROOT_URLCONF = __name__
    ours, theirs = a_clinic(), a_clinic(name="Klinik Syd", username="signe")
    for therapist, name in ((ours, "Mette Holm"), (theirs, "Karen Skov")):
        an_answer(a_treatment(therapist))
        client = therapist.clinic.clients.get()
        client.name = name
        client.save()
    return ours, theirs


@pytest.mark.item(49)
def test_a_forgotten_filter_shows_no_other_clinic_and_nobody_to_nobody(two):
    ours, theirs = two
    assert enter(Web(), ours).get("/everybody/").json() == {"names": ["Mette Holm"], "session": ["myosotis_web", str(ours.clinic_id)]}
    assert enter(Web(), theirs).get("/everybody/").json()["names"] == ["Karen Skov"]
    assert Web().get("/anybody/").json() == {"names": [], "session": ["myosotis_web", ""]}


def test_nothing_of_a_request_stays_on_the_connection(two):
    ours, _theirs = two
    before = session()
    desk = enter(Web(), ours)
    desk.get("/everybody/")
    assert session() == (before[0], "")
    with pytest.raises(RuntimeError):
        desk.get("/broken/")
    assert session() == (before[0], "")
    assert Web().get("/anybody/").json()["names"] == []


@pytest.mark.django_db(transaction=True)
def test_a_connection_made_in_the_middle_of_a_request_is_behind_the_fence_too(two):
    ours, _theirs = two
    assert enter(Web(), ours).get("/new/").json() == {"names": ["Mette Holm"], "session": ["myosotis_web", str(ours.clinic_id)]}


def test_a_clients_link_names_its_clinic_also_in_a_therapists_browser(two):
    ours, theirs = two
    treatment = theirs.clinic.treatments.get()
    desk = enter(Web(), ours)
    press_link(desk, treatment)
    assert desk.get(reverse("checkin_step", args=["danger"])).status_code in (200, 302)
    assert desk.get("/everybody/").json()["names"] == ["Mette Holm"], "the next request is the therapist's again"
    assert Web().get(reverse("checkin", args=[link_of(treatment).token])).status_code == 200
    assert Web().get(reverse("checkin", args=["nothing-opens-this"])).status_code == 410


def test_a_link_is_found_by_its_token_only(two):
    from myosotis.clinic.fence.within import fenced

    _ours, theirs = two
    token = theirs.clinic.treatments.get().links.get(hours=None).token
    with fenced():
        assert AnswerLink.objects.count() == 0
        assert AnswerLink.find("x") is None and session()[1] == ""
        assert AnswerLink.find(token).clinic_id == theirs.clinic_id == AnswerLink.objects.values_list("clinic", flat=True)[0]


def test_own_addresses_on_a_page_for_anybody_only_where_there_is_one_clinic(two):
    from myosotis.clinic.fence.within import fenced

    ours, theirs = two
    LinkSlot.objects.create(clinic=ours.clinic, name="exercises", url="https://example.org/x", made_at=timezone.now())
    with fenced():
        assert {name: slot.url for name, slot in LinkSlot.own().items()} == {}, "of two clinics neither is the visitor's"
    with fenced(ours.clinic_id):
        assert {name: slot.url for name, slot in LinkSlot.own().items()} == {"exercises": "https://example.org/x"}


def test_own_addresses_of_the_only_clinic():
    from myosotis.clinic.fence.within import fenced

    ours = a_clinic()
    LinkSlot.objects.create(clinic=ours.clinic, name="exercises", url="https://example.org/x", made_at=timezone.now())
    with fenced():
        assert {name: slot.url for name, slot in LinkSlot.own().items()} == {"exercises": "https://example.org/x"}
        assert Client.objects.count() == 0 and session()[1] == ""


def test_the_worker_is_in_the_clinic_whose_message_it_sends(two):
    ours, theirs = two
    at = timezone.now().replace(hour=11)
    Message.objects.all().delete()
    for number in range(3):
        for therapist in two:
            link = therapist.clinic.treatments.get().links.get(hours=None)
            link.expires_at = at + timezone.timedelta(days=2)
            link.save()
            Message.objects.create(
                clinic=therapist.clinic, link=link, kind="invitation", to="+4512345678", language="da", made_at=at, due_at=at,
                next_try_at=at, expires_at=at + timezone.timedelta(hours=5), key=f"{therapist.user.username}-{number}",
            )  # fmt: skip
    sent = []

    def send(*, to, text, key, expires_at):
        sent.append((key.split("-")[0], session(), Message.objects.exclude(key__startswith=key.split("-")[0]).count()))

    assert work(once=True, send=send, clock=lambda: at) == 0
    of = {therapist.user.username: ("myosotis_web", str(therapist.clinic_id)) for therapist in (ours, theirs)}
    assert [(who, where, others) for who, where, others in sent] == [(who, of[who], 0) for who, _where, _others in sent]
    names = [who for who, _where, _others in sent]
    assert sorted(names) == ["nora"] * 3 + ["signe"] * 3 and len(set(names[:2])) == 2, "one of each in turn"


def test_an_owner_lets_a_colleague_in_behind_the_fence(two):
    """The link names nobody's clinic before its token has been read; both owners may be asked at once."""
    ours, _theirs = two
    page = enter(Web(), ours).post("/settings/people/", {"name": "Bo Lund", "username": "bo", "role": "therapist"}, follow=True).content.decode()
    assert "Signe" not in page and "signe" not in page
    link = re.search(r"http://testserver(/enter/[^/]+/)", page).group(1)
    colleague = Web()
    assert ours.clinic.name in colleague.get(link).content.decode()
    assert colleague.post(link, {"password": "fire ord der huskes"})["Location"] == "/worklist/"
    enter(colleague, ours.clinic.therapists.get(user__username="bo"))
    colleague.post("/purpose/")
    assert colleague.get("/everybody/").json()["names"] == ["Mette Holm"]
