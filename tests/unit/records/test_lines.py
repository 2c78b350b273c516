"""A line that cannot be read is answered in its place, the others are still answered, and the exit status is 1."""

import json

import pytest

from myosotis.cli import main

GOOD = {"id": "good", "treatment": {"kind": "trigger_point"}, "baseline": {"pain": 6}, "checkins": [{"hours": 4, "pain": 8}]}


def line(checkin=None, **more):
    case = GOOD | {"id": "wrong"} | more
    return json.dumps(case | ({"checkins": [{"hours": 4, "pain": 8} | checkin]} if checkin else {}))


WRONG = {
    "pain above ten": (line({"pain": 11}), "checkins[0].pain: 11 is above 10; give a whole number from 0 to 10"),
    "half a point": (line({"pain": 3.5}), "checkins[0].pain: 3.5 is no whole number; give one from 0 to 10"),
    "below zero": (line({"pain": -1}), "checkins[0].pain: -1 is below 0; give a whole number from 0 to 10"),
    "text for a number": (line({"pain": "7 "}), "checkins[0].pain: '7 ' is no whole number; give one from 0 to 10"),
    "digits of another script": (line({"pain": "٧"}), "checkins[0].pain: '٧' is no whole number; give one from 0 to 10"),
    "true for a number": (line({"pain": True}), "checkins[0].pain: True is no whole number; give one from 0 to 10"),
    "not a number": (line({"pain": float("nan")}), "checkins[0].pain: nan is no whole number; give one from 0 to 10"),
    "infinite hours": (line().replace('"hours": 4', '"hours": 1e999'), "checkins[0].hours: inf is outside 0 to"),
    "infinite pain": (line().replace('"pain": 8', '"pain": 1e999'), "checkins[0].pain: inf is no whole number"),
    "no hours": (line({"hours": None}), "checkins[0].hours: missing; give the hours since the end of the treatment"),
    "time going back": (line(checkins=[{"hours": 9}, {"hours": 4}]),
                        "checkins[1].hours: 4 comes after 9; check-ins stand in order of time"),
    "an unknown symptom": (line({"symptoms": {"dizzyness": 1}}),
                           "checkins[0].symptoms: 'dizzyness' is not known here; did you mean 'dizziness'?"),
    "a grade of five": (line({"symptoms": {"dizziness": 5}}), "checkins[0].symptoms.dizziness: 5 is above 4"),
    "an unknown quality": (line({"qualities": ["soar"]}), "checkins[0].qualities[0]: 'soar' is not known here; did you mean 'sore'?"),
    "a place without a side": (line({"sites": ["shoulder"]}), "checkins[0].sites[0]: 'shoulder' needs a side"),
    "an unknown place": (line({"sites": ["soul:left"]}), "checkins[0].sites[0]: no region is called 'soul'"),
    "an unknown kind": (line(treatment={"kind": "masage"}), "treatment.kind: 'masage' is not known here; did you mean 'massage'?"),
    "check-ins that are no list": (line(checkins=7), "checkins: 7 is no list; write [ … ]"),
    "a word for a list": (line({"sites": "neck:left"}), "checkins[0].sites: 'neck:left' is no list"),
    "no object": ("[1, 2]", "the whole line: no object; write one object a line"),
    "no JSON": ('{"id": ', "not JSON"),
    "nested ten thousand deep": ("[" * 10_000 + "]" * 10_000, "the whole line"),
    "deep inside a case": ('{"id": "wrong", "checkins": ' + "[" * 10_000 + "]" * 10_000 + "}", "the whole line"),
    "two million letters": (json.dumps({"id": "wrong", "note": "x" * 2_100_000}), "letters long; give at most"),
    "an age of two hundred": (line(client={"age": 200}), "client.age: 200 is outside 0 to 125"),
    "a huge whole number": (line().replace('"pain": 8', '"pain": ' + "9" * 400), "checkins[0].pain: "),
    "more digits than Python reads": (line().replace('"pain": 8', '"pain": ' + "9" * 5000), "line 2"),
}  # fmt: skip


@pytest.mark.parametrize("text, message", WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_answered_and_the_others_too(tmp_path, capsys, text, message):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([json.dumps(GOOD), text, "", json.dumps(GOOD | {"id": "last"})]), encoding="utf-8")
    assert main(["assess", str(file)]) == 1
    answers = [json.loads(answer) for answer in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers if "assessments" in answer] == ["good", "last"]
    assert len(answers) == 3 and answers[1]["error"].startswith("line 2, ") and message in answers[1]["error"]


def test_all_lines_right_is_status_0(tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(GOOD))
    assert main(["assess", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["assessments"][0]["level"] == "tell_therapist"


@pytest.mark.parametrize("piped", [False, True])
def test_a_byte_that_is_no_text_loses_only_its_own_line(tmp_path, capsys, monkeypatch, piped):
    file = tmp_path / "cases.jsonl"
    good = json.dumps(GOOD).encode()
    file.write_bytes(b"\xef\xbb\xbf" + good + b'\n{"id": "sm\xe6rte", "checkins": []}\n' + good + b"\n")
    with file.open() as opened:
        monkeypatch.setattr("sys.stdin", opened)
        assert main(["assess", "-" if piped else str(file)]) == 1
    first, second, third = (json.loads(answer) for answer in capsys.readouterr().out.splitlines())
    assert first["assessments"] == third["assessments"] and first["assessments"]
    assert second == {"id": None, "error": "line 2, byte 11: not text in UTF-8; save the file as UTF-8"}


def test_half_a_letter_is_given_back_as_its_number(tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(GOOD | {"id": "\ud800"}))
    assert main(["assess", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "\ud800"


def test_a_case_without_check_ins_is_not_explained(tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": "x", "checkins": []}))
    assert main(["explain", str(file), "--id", "x"]) == 2
    assert capsys.readouterr().err == "myosotis explain: x has no check-in, so there is nothing to explain\n"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path, capsys, content):
    file = tmp_path / "cases.jsonl"
    if content:
        file.write_bytes(content)
    assert main(["assess", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_what_the_judge_may_not_read_changes_nothing(tmp_path, capsys):
    file = tmp_path / "cases.jsonl"
    told = GOOD | {"title": "x", "narrative_da": "ring 112", "expected": {"level": "emergency"}, "why": 1, "labels": []}
    file.write_text(json.dumps(GOOD) + "\n" + json.dumps(told))
    assert main(["assess", str(file)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == second
