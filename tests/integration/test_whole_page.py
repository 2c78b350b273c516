"""The client's page holds what was known, agreed, weighed and decided, with who and when, and the maps of the newest treatment."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myosotis.clinic.agreement.actions import accept
from myosotis.clinic.before.actions import keep_disclosure
from myosotis.clinic.plans.actions import decide
from tests.integration.people import a_client, a_complaint, agree_before, an_answer
from tests.integration.plans.courses import BETTER, treat

pytestmark = pytest.mark.either_database

SAID = {
    "da": ("Læst af Nora, ", "Begyndt med denne grund: ", "Klienten sagde ja ", "Nora har sagt det samme", "En anden behandler", "Kort over smerten", "Da og nu"),
    "en": ("Read by Nora, ", "Started for this reason: ", "The client said yes ", "Nora said the same", "Another therapist", "Maps of the pain", "Then and now"),
}


@pytest.fixture
def complaint(therapist):
    at = timezone.now()
    complaint = a_complaint(a_client(therapist, at=at - timedelta(days=60)), therapist)
    agree_before(complaint, therapist)
    for days_ago in (30, 20):
        treat(complaint, therapist, days_ago, BETTER)
    last = treat(complaint, therapist, 19, start_reason="Ferien kommer")
    an_answer(last, hours=4, pain=5)
    keep_disclosure(treatment=last, conditions=["statin"], changed=True, preparation=None, by=therapist, at=at)
    for party in ("therapist", "client"):
        accept(treatment=last, party=party, by=therapist, at=at)
    decide(complaint=complaint, by=therapist, at=at, what="other_therapist", felt="same", words="Hos Ida")
    return complaint


def read(desk, complaint, language="da", more=""):
    return desk.get(f"/clients/{complaint.client.pk}/{more}", headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("language", SAID)
def test_everything_of_the_newest_treatment_stands_there_with_who_and_when(desk, complaint, language):
    page = read(desk, complaint, language)
    assert [said for said in SAID[language] if said not in page] == []
    assert "Hos Ida" in page and "Ferien kommer" in page and re.search(r'<span class="hint">[^<]* · Nora</span></h3>', page)


def test_the_maps_are_folded_drawn_once_and_lead_to_their_page(desk, complaint):
    page = read(desk, complaint)
    maps = page[page.index("<summary>Kort over smerten"):]
    maps = maps[: maps.index("</details>")]
    assert maps.count('class="bmp') == 2 and f"/treatments/{complaint.treatments.order_by('ended_at').last().pk}/map/" in maps


def test_no_name_within_the_drawings_stands_twice(desk, complaint, therapist):
    """Two complaints, each with its maps on one page."""
    other = a_complaint(complaint.client, therapist, "knee:left")
    an_answer(treat(other, therapist, 10, start_reason="Ja."), hours=4, pain=5, sites=["knee:left"])
    names = re.findall(r'\bid="([^"]+)"', read(desk, complaint))
    assert len(names) == len(set(names))


def test_all_treatments_together_ask_hardly_more_often(desk, complaint):
    """What is known of each is looked up for all of them at once."""
    asked = []
    for more in ("", "?all=1"):
        with CaptureQueriesContext(connection) as queries:
            read(desk, complaint, more=more)
        asked.append(len(queries))
    assert asked[1] <= asked[0] + 2
