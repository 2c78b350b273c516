"""Odd requests at every address, by everybody who may stand there: never a fault of the server, never an answer that no page gives.

The addresses come from the configuration and the fields from the pages' own forms, so that a new page is tried without anybody
thinking of it. Four hundred in a plain run; with `--long` twelve thousand. A fault prints the request that made it.
"""

import random
import re
import uuid
from collections import Counter
from urllib.parse import quote

import pytest
from django.test import Client as Web
from django.utils import timezone

from myosotis.clinic.before.actions import make_preparation_link
from myosotis.clinic.mine.actions import make_login_link
from tests.integration.people import PASSWORD, a_client, a_clinic, a_treatment, an_answer, enter, press_link
from tests.integration.test_doors import address, patterns

pytestmark = pytest.mark.either_database

# What a page may answer; everything else is a fault. 406 and the like are answers no page of ours has.
ANSWERS = {200, 302, 304, 400, 403, 404, 405, 410, 429}
METHODS = ["get"] * 5 + ["post"] * 8 + ["head", "put", "patch", "delete", "options"]
ODD = [
    "", " ", "'", '"', "' OR 1=1 --", "'; DROP TABLE care_client; --", "1) UNION SELECT 1,2,3 --", "a\x00b", "\x00", "😀" * 20, "٣", "-1", "0",
    "11", "3.5", "1e309", "NaN", "9" * 40, "true", "on", "../../etc/passwd", "%00", "<script>alert(1)</script>", "{{7*7}}", "a\r\nX: y", "\u202e",
    "0000-00-00", "2026-02-30", "9999-12-31", "0001-01-01", "9999-12-31T23:59", "25:61", "shoulder:left", "head:", "A" * 9000, "[]", '{"a":[', "none",
    str(uuid.UUID(int=0)), "{0.__class__}", "%s", "\\", "\ufeff", "1", "2", "5", "same", "worse", "yes", "no", "+4512345678", "nora",
]  # fmt: skip
HEADS = [
    {}, {}, {}, {"accept-language": "xx;q=9, \x7f"}, {"accept-language": "en"}, {"user-agent": "\x00" * 300}, {"referer": "//x"}, {"host": "localhost:99999"},
    {"x-forwarded-proto": "https"}, {"if-modified-since": "never"}, {"cookie": "session=x; session=y; django_language=../x"}, {"range": "bytes=9-1"},
]  # fmt: skip
KINDS = ["application/json", "text/plain", "application/x-www-form-urlencoded; charset=nothing", "multipart/form-data", "multipart/form-data; boundary=", "x"]


class Everybody:
    """One clinic with a client, and a browser for each who may ask; made anew from time to time, for what they send may shut them out."""

    def __init__(self, therapist):
        self.therapist = therapist
        client = a_client(therapist)
        self.treatment = a_treatment(therapist, client=client)
        assessment = an_answer(self.treatment)
        self.preparation = make_preparation_link(complaint=self.treatment.complaint, by=therapist, at=timezone.now())
        self.login = make_login_link(client=client, at=timezone.now(), by=therapist)
        self.things = {
            "client_id": client.pk, "complaint_id": self.treatment.complaint.pk, "treatment_id": self.treatment.pk,
            "assessment_id": assessment.pk, "absence_id": uuid.uuid4(), "therapist_id": 1, "exercise_id": uuid.uuid4(), "done_id": uuid.uuid4(), "elsewhere_id": uuid.uuid4(), "name": "pain", "language": "da",
            "slug": "what", "pk": 1, "number": 1, "token": self.treatment.links.get(hours=None).token,
        }  # fmt: skip
        self.browsers = {"nobody": Web(), "therapist": enter(Web(), therapist), "link": Web(), "hers": Web(), "before": Web(), "password": Web()}
        press_link(self.browsers["link"], self.treatment)
        born = {"day": client.born.day, "month": client.born.month}
        self.browsers["hers"].post(f"/my/in/{self.login.token}/", born)
        self.browsers["before"].post(f"/before/in/{self.preparation.token}/", born)
        self.browsers["password"].post("/login/", {"login": "nora", "password": PASSWORD})


@pytest.fixture
def addresses():
    return [pattern for _name, pattern in patterns()]


def a_place(chance, pattern, things) -> str:
    """The address itself, or one with something else in its place."""
    if not pattern.pattern.converters:
        return address(pattern, things)
    if chance.random() < 0.7:
        tokens = {"token": chance.choice(things["tokens"])} if "tokens" in things else {}
        return address(pattern, things | tokens)
    right = address(pattern, things)
    parts = [part for part in right.split("/") if part]
    parts[chance.randrange(len(parts))] = quote(chance.choice(ODD)[:200], safe="")
    return "/" + "/".join(parts) + "/"


def what_is_sent(chance, fields):
    """Fields of a form, some right, some twice, some of nobody's."""
    sent = {}
    for name in chance.sample(sorted(fields), min(len(fields), chance.randrange(0, 9))):
        sent[name] = [chance.choice(ODD) for _ in range(chance.choice((1, 1, 1, 2)))]
    if chance.random() < 0.1:
        sent[chance.choice(ODD)[:50]] = chance.choice(ODD)
    return sent


def ask(chance, browser, place, fields):
    method, heads = chance.choice(METHODS), chance.choice(HEADS)
    asked = getattr(browser, method)
    if method in ("get", "head") or chance.random() < 0.8:
        sent = what_is_sent(chance, fields)
        if method in ("get", "head", "post"):
            return asked(place, sent, headers=heads)
        return asked(place, "&".join(f"{quote(name)}={quote(str(value))}" for name, value in sent.items()), headers=heads)
    return browser.generic(method.upper(), place, chance.choice(ODD).encode(), content_type=chance.choice(KINDS), headers=heads)


def fields_of(page) -> set[str]:
    return set(re.findall(r'\bname="([^"]+)"', page.content.decode(errors="replace"))) if "html" in page.get("Content-Type", "") else set()


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("number", [400, pytest.param(12_000, marks=pytest.mark.long)])
@pytest.mark.item(1, 29)
def test_no_odd_request_is_a_fault_of_the_server(settings, addresses, number, caplog):
    caplog.set_level("CRITICAL", logger="django")
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    chance = random.Random(number)
    therapist, everybody, known, counts, faults = a_clinic(), None, {}, Counter(), []
    for turn in range(number):
        if turn % 40 == 0:
            everybody = Everybody(therapist)
            everybody.things["tokens"] = [each.token for each in (everybody.treatment.links.get(hours=None), everybody.login, everybody.preparation)] + ["nothing"]
        if turn % 8 == 0:
            # What was sent before may have signed her out.
            everybody.browsers["therapist"] = enter(Web(), therapist)
        who = chance.choice([*everybody.browsers, "therapist", "therapist", "link"])
        pattern = chance.choice(addresses)
        browser, place = everybody.browsers[who], a_place(chance, pattern, everybody.things)
        if pattern.name not in known or chance.random() < 0.1:
            page = browser.get(address(pattern, everybody.things))
            known[pattern.name] = known.get(pattern.name, set()) | fields_of(page)
        try:
            status = ask(chance, browser, place, known[pattern.name]).status_code
        except Exception as error:  # what it was stands in the list
            status = f"{type(error).__name__}: {str(error)[:100]}"
        counts[status] += 1
        if status not in ANSWERS:
            faults.append((turn, who, pattern.name, place, status))
            if len(faults) > 20:
                break
    assert faults == [], "\n".join(map(str, faults))
    assert counts[200] > number / 20 and counts[404] and counts[405], counts
    assert set(known) == {pattern.name for pattern in addresses} or number < 1000
    print(f"{sum(counts.values())} odd requests: {dict(sorted(counts.items()))}")
