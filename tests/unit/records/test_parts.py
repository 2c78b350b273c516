"""A part of a case that is mistyped, missing or meant for another command is named, and never passed over in silence."""

import json
from collections.abc import Mapping

import pytest

from myosotis.cli import main
from myosotis.course import Complaint, Course, Person
from myosotis.course.parts import CASES

COURSE = {"id": "a", "treatment": {"kind": "trigger_point"}, "baseline": {"pain": 6}, "checkins": [{"hours": 4, "pain": 8}]}
COMPLAINT = {"id": "a", "baseline_pain": 6, "treatments": [{"pressure": 3, "pain_before": 6}]}
PERSON = {"id": "a", "answers": {"symptoms": ["local_pain"], "red_flags": []}}


def asked_of(reader, raw):
    """Every (part, name) that the reader asks for: what the table of parts must hold, no more and no less."""
    asked = set()

    class Asked(dict):
        where = ""

        def get(self, name, default=None):
            asked.add((self.where, name))
            return wrapped(super().get(name, default), f"{self.where}.{name}".strip("."))

        def __getitem__(self, name):
            return self.get(name)

    def wrapped(value, where):
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return [wrapped(item, f"{where}[]") for item in value]
        if isinstance(value, dict) and not where.endswith("symptoms"):
            found = Asked(value)
            found.where = where
            return found
        return value

    reader(wrapped(raw, ""))
    return asked


@pytest.mark.parametrize(
    ("kind", "reader", "raw"),
    [("course", Course.read, COURSE | {"client": {"age": 40}}), ("complaint", Complaint.read, COMPLAINT | {"client": {"age": 40}}), ("person", Person.read, PERSON)],
)
def test_the_table_of_parts_is_what_the_readers_read(kind, reader, raw):
    told = {(part, name) for part, below in CASES[kind].items() for name in below} | {("", part.removesuffix("[]")) for part in CASES[kind]}
    # What only tells about a case: whose sex it is, and in a review what was done where.
    remarks = {("client", "sex"), ("treatments[]", "kind"), ("treatments[]", "sites")}
    assert asked_of(reader, raw) == {each for each in told if each[0] in {"", *CASES[kind]}} - remarks


def first_answer(tmp_path, capsys, command, case):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case) + "\n" + json.dumps({"assess": COURSE, "review": COMPLAINT, "selfcheck": PERSON}[command]))
    status = main([command, str(file)])
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(answers) == 2 and "error" not in answers[1]
    return status, answers[0]


@pytest.mark.parametrize(
    ("command", "case", "message"),
    [
        ("assess", {"id": "x", "checkin": [{"hours": 4, "symptoms": {"chest_pain": 3}}]}, "checkin: nothing of that name is read here; did you mean 'checkins'?"),
        ("assess", {"id": "x"}, "checkins: missing"),
        ("assess", COURSE | {"checkins": [{"hours": 4, "chest_pain": 3}]}, "checkins[0].chest_pain: nothing of that name is read here; did you mean 'symptoms.chest_pain'?"),
        ("assess", COURSE | {"checkins": [{"hours": 4, "symptom": {"chest_pain": 3}}]}, "checkins[0].symptom: nothing of that name is read here; did you mean 'symptoms'?"),
        ("assess", COURSE | {"chest_pain": 3}, "did you mean 'checkins[].symptoms.chest_pain'?"),
        ("assess", COURSE | {"basline": {"pain": 3}}, "did you mean 'baseline'?"),
        ("assess", COURSE | {"client": {"condition": ["statin"]}}, "client.condition: nothing of that name is read here; did you mean 'conditions'?"),
        ("assess", PERSON, "give this case to selfcheck"),
        ("assess", COMPLAINT, "give this case to review"),
        ("selfcheck", COURSE, "give this case to assess"),
        ("selfcheck", {"id": "x"}, "answers: missing"),
        ("selfcheck", {"id": "x", "answers": {"red_flag": ["chest_pain"]}}, "answers.red_flag: nothing of that name is read here; did you mean 'red_flags'?"),
        ("selfcheck", {"id": "x", "symptoms": ["local_pain"], "red_flag": ["chest_pain"]}, "did you mean 'red_flags'?"),
        ("review", COURSE, "give this case to assess"),
        ("review", {"id": "x", "baseline_pain": 6}, "treatments: missing"),
        ("review", COMPLAINT | {"kind": "yoga"}, "did you mean 'treatments[].kind'?"),
        ("review", {"id": "x", "treatments": [{"kind": "yoga"}]}, "treatments[0].kind: 'yoga' is not known here"),
        ("review", {"id": "x", "treatments": [{"pain_befor": 6}]}, "treatments[0].pain_befor: nothing of that name is read here; did you mean 'pain_before'?"),
    ],
)  # fmt: skip
def test_a_part_that_cannot_be_meant_so_is_named(tmp_path, capsys, command, case, message):
    status, answer = first_answer(tmp_path, capsys, command, case)
    assert status == 1 and message in answer["error"] and answer["error"].startswith("line 1, ")


@pytest.mark.parametrize(
    ("command", "case"),
    [
        ("assess", COURSE | {"checkins": [{"hours": 4, "pain": 8, "note_da": "ondt", "mood": 3}], "client": {"job": "smith", "sex": "f"}}),
        ("assess", COURSE | {"title": "x", "narrative_da": "y", "expected": [], "why": "z", "labels": {}}),
        ("review", {"id": "x", "client": {"age": 40}, "treatments": None}),
        ("selfcheck", {"id": "x", "symptoms": ["local_pain"], "weeks": 3}),
    ],
)
def test_a_remark_is_passed_over(tmp_path, capsys, command, case):
    status, answer = first_answer(tmp_path, capsys, command, case)
    assert status == 0 and "error" not in answer
