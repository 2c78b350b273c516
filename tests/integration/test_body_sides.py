"""A mark on the right side is right everywhere: form, database, judge, picture, PDF and export, for every paired zone."""

import json
import re
import uuid
import zlib
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from myosotis.body.pictures import picture
from myosotis.body.zones import ZONES, mirrored_zone
from myosotis.clinic.care import actions
from myosotis.clinic.care.models import Assessment, CheckIn
from myosotis.clinic.maps.export import as_mapping
from myosotis.clinic.maps.paper import as_pdf
from myosotis.clinic.maps.pictures import TreatmentMaps
from myosotis.course import Course
from myosotis.course.places import place_columns
from myosotis.drawing.body_picker import picker, read_marks
from myosotis.drawing.bodymap import then_and_now
from myosotis.knowledge import load_book
from tests.integration.people import DOSE, a_client, a_complaint

pytestmark = pytest.mark.either_database

RIGHT = sorted(code for code, zone in ZONES.items() if zone.side == "right")


def treated_on_the_left(therapist, code):
    """A treatment whose original pain was at the same place on the left."""
    ended_at = timezone.now() - timedelta(hours=6)
    left = mirrored_zone(code)
    return actions.add_treatment(
        complaint=a_complaint(a_client(therapist), therapist), by=therapist, at=timezone.now(),
        treatment={**DOSE, "sites": [left], "ended_at": ended_at},
        baseline={"pain": 7, "qualities": ["aching"], "sites": [left], "referral_sites": [], "symptoms": {}, "taken_at": ended_at},
    )  # fmt: skip


def marked(svg, kind):
    found = set()
    for view, marks in re.findall(r'<use href="#\w+-(\w+)"/>(.*?)<path class="hint"', svg):
        found |= {(view, path) for path in re.findall(rf'class="mark-{kind}" d="([^"]+)"', marks)}
    return found


def drawn(code):
    return {(view, picture(view).zones[code]) for view in ZONES[code].views}


def test_right_stays_right_on_all_six_ways(therapist):
    words = picker(load_book(), "da").words
    for code in RIGHT:
        left = mirrored_zone(code)
        # The form
        form = QueryDict(mutable=True)
        form.setlist("zones", [code])
        form[f"zones.pain.{code}"] = "5"
        answers = read_marks(form).as_answers()
        assert answers == {"sites": [code], "pain_at": {code: 5}}
        # The database
        treatment = treated_on_the_left(therapist, code)
        given = {"pain": 5, "qualities": ["aching"], "symptoms": {}, "bruise": "none", **answers}
        checkin, _ = actions.receive_checkin(
            treatment=treatment, answers=given, key=uuid.uuid4(), at=treatment.ended_at + timedelta(hours=4), language="da"
        )
        stored = CheckIn.objects.get(pk=checkin.pk)
        assert stored.answers["sites"] == [code]
        # The judge: on the other side of the original pain, not at it
        course = Course.read(Assessment.objects.get(checkin=stored).inputs)
        columns = place_columns(course.baseline.sites, frozenset(), frozenset(), course.checkins)
        assert (columns["pain_mirror"], columns["pain_same"], columns["pain_far"]) == ([5], [0], [0]), code
        # The picture: the right one is new, the left one is gone
        then = dict.fromkeys(map(str, course.baseline.sites), 7)
        now = {str(place): pain for place, pain in course.checkins[0].pain_at.items()}
        svg = then_and_now(then, now, words, "da", ident="map")
        assert marked(svg, "new") and marked(svg, "new") <= drawn(code)
        assert marked(svg, "gone") and marked(svg, "gone") <= drawn(left)
        # The export, read again
        exported = json.loads(json.dumps(as_mapping(treatment)))
        assert {str(place) for place in Course.read(exported).checkins[0].sites} == {code}
        # The PDF, as the therapist gets it
        told, zone = alternatives_in(as_pdf(TreatmentMaps(treatment))), ZONES[code]
        assert f"{zone.da}, højre 5" in told and f"{zone.da}, venstre 7" in told, code
    print(f"{len(RIGHT)} paired zones are right on all six ways")


def alternatives_in(pdf):
    """Every text for pictures in a tagged PDF."""
    content = pdf + b"".join(_inflated(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S))
    found = []
    for raw in re.findall(rb"/Alt\s*\((.*?)(?<!\\)\)", content, re.S):
        raw = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), raw)
        raw = re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(m[1], m[1]), raw, flags=re.S)
        found.append(raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1"))
    for raw in re.findall(rb"/Alt\s*<([0-9A-Fa-f]+)>", content):
        found.append(bytes.fromhex(raw.decode())[2:].decode("utf-16-be", "replace"))
    return " | ".join(found)


def _inflated(stream):
    try:
        return zlib.decompressobj().decompress(stream)
    except zlib.error:
        return b""
