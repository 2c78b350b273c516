"""Clinics, clients, treatments and answers for tests, made through the same actions as in the clinic."""

import time
import uuid
from datetime import date, timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import decrypt
from django.utils import timezone

from myosotis.clinic.agreement.actions import accept_before
from myosotis.clinic.care import actions
from myosotis.clinic.entry.codes import code_of
from myosotis.clinic.entry.session import SECOND_FACTOR
from myosotis.clinic.people.actions import confirm_purpose, mark_installation, open_clinic
from myosotis.clinic.people.models import Therapist, User
from myosotis.clinic.plans.gate import HOLDS

PASSWORD = "et-langt-kodeord-til-test"


def a_clinic(name="Klinik Nord", username="nora", confirmed=True, role=Therapist.Role.owner):
    """A clinic with one therapist who has read what Myosotis is for."""
    at = timezone.now() - timedelta(days=20)
    mark_installation(kind="real", at=at)
    therapist = open_clinic(
        clinic_name=name, phone="70 10 20 30", region="hovedstaden", name=username.title(),
        username=username, password=PASSWORD, at=at,
    )  # fmt: skip
    TOTP.activate(therapist.user, generate_totp_secret())
    RecoveryCodes.activate(therapist.user)
    if confirmed:
        confirm_purpose(therapist=therapist, at=at)
    if role != Therapist.Role.owner:
        therapist.role = role
        therapist.save()
    return therapist


def becomes(therapist, role):
    """Another role, as the owner gives it."""
    therapist.role = role
    therapist.save()
    return therapist


def enter(web, therapist):
    """The same as a password and a code, without the pages."""
    web.force_login(therapist.user, backend="django.contrib.auth.backends.ModelBackend")
    session = web.session
    session[SECOND_FACTOR] = True
    session.save()
    return web


def code_on_the_phone(username="nora", later_seconds=0) -> str:
    phone = User.objects.get(username=username).authenticator_set.get(type="totp")
    return code_of(decrypt(phone.data["secret"]), time.time() + later_seconds)


def a_client(therapist, name="Mette Holm", language="da", at=None, **more):
    return actions.register_client(
        clinic=therapist.clinic, by=therapist, at=at or timezone.now() - timedelta(days=13),
        client={"name": name, "born": date(1980, 5, 4), "phone": "+4512345678", "language": language,
                "conditions": [], **more}, consent=True,
    )  # fmt: skip


def a_complaint(client, therapist, site="shoulder:left"):
    region, side = site.split(":")
    return actions.add_complaint(
        client=client, by=therapist, at=timezone.now(), complaint={"region": region, "side": side, "words": ""}
    )


DOSE = {"kind": "trigger_point", "pressure": 4, "minutes": 40, "trigger_points": 6, "neck_treated": False, "needles_used": False}


def a_treatment(therapist, hours_ago=5.0, client=None, pain=6, ended_at=None, site="shoulder:left", start_reason="", **dose):
    """A treatment that ended `hours_ago`, with its baseline of the same day."""
    complaint = a_complaint(client or a_client(therapist), therapist, site)
    ended_at = ended_at or timezone.now() - timedelta(hours=hours_ago)
    return actions.add_treatment(
        complaint=complaint, by=therapist, at=timezone.now() if ended_at.tzinfo is None else max(ended_at, timezone.now() - timedelta(hours=hours_ago)),
        treatment={**DOSE, "sites": [site], "ended_at": ended_at, **dose},
        baseline={"pain": pain, "qualities": ["aching"], "sites": [site], "referral_sites": [], "symptoms": {},
                  "taken_at": ended_at}, reasons=dict.fromkeys(HOLDS, start_reason),
    )  # fmt: skip


def agree_before(complaint, therapist):
    """What the next treatment of this complaint may feel like, agreed now."""
    ends = timezone.now() + timedelta(hours=1)
    return accept_before(
        complaint=complaint, planned={"kind": "trigger_point", "pressure": 4, "neck_treated": False, "ended_at": ends.isoformat()},
        parties=["therapist", "client"], at=timezone.now(), by=therapist,
    )  # fmt: skip


def an_answer(treatment, hours=4.0, pain=7, key=None, **answers):
    """A check-in with its assessment."""
    given = {"pain": pain, "qualities": ["sore"], "sites": ["shoulder:left"], "symptoms": {}, "bruise": "none"} | answers
    _checkin, assessment = actions.receive_checkin(
        treatment=treatment, answers=given, key=key or uuid.uuid4(),
        at=treatment.ended_at + timedelta(hours=hours), language=treatment.client.language,
    )  # fmt: skip
    return assessment


def link_of(treatment):
    return treatment.links.get(revoked_at=None, hours=None)


def press_link(web, treatment, yes=True, birthday=True):
    """What a client does with the link: open, begin, give her birthday, "yes, that is me"."""
    web.post(f"/c/{link_of(treatment).token}/")
    if birthday:
        born = treatment.client.born
        web.post("/checkin/birthday/", {"day": born.day, "month": born.month})
    return web.post("/checkin/") if yes and birthday else None


ALL_WELL = {
    "flags": {"none": "1"},
    "pain": {"pain": "7", "compared": "worse"},
    "feel": {"qualities": ["sore", "bruised"], "quality_kind": "bruise_like"},
    "places": {"sites": ["shoulder:left"]},
    "signs": {"none": "1"},
    "marks": {"bruise": "none", "painkiller": "no"},
    "review": {},
}


def answer_all(web, steps=ALL_WELL):
    """Sends the pages of a check-in one after the other; gives the last response."""
    response = None
    for name, answers in steps.items():
        response = web.post(f"/checkin/{name}/", answers)
        went_on = response.status_code == 302 and not response["Location"].startswith(f"/checkin/{name}/")
        assert went_on, f"{name}: {web.get(f'/checkin/{name}/').content.decode()[:3000]}"
    return response


def user_of(therapist) -> User:
    return therapist.user


def shown_again(web, address, given):
    """The page of the check-in that was sent and did not fit, as a page of its own: nothing is sent twice on the way back."""
    sent = web.post(address, given)
    assert (sent.status_code, sent.get("Location")) == (302, address), sent.get("Location")
    return web.get(address)
