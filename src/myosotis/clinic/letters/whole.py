"""A whole client on paper, for those who treat her: each complaint with its treatments, answers, plans and decisions, and every note."""

from functools import cached_property
from pathlib import Path

from myosotis.clinic.before.known import agreed_in_words, before_in_words
from myosotis.clinic.before.presenter import TodayPresenter
from myosotis.clinic.care.presenters import moments, wording
from myosotis.clinic.care.presenters.client import baseline_in_words, during_in_words, followed_up_in_words
from myosotis.clinic.care.presenters.paper import typeset
from myosotis.clinic.exercises.presenter import name_of, shown
from myosotis.clinic.letters.answer import say, sentences
from myosotis.clinic.letters.letter import Letter, conditions_in_words, how_to_read
from myosotis.clinic.plans.presenters.dose import dose_of_plan
from myosotis.clinic.plans.presenters.elsewhere import lines
from myosotis.clinic.plans.presenters.plan import decision_in_words, who_when
from myosotis.clinic.plans.presenters.say import say as say_of_plans
from myosotis.clinic.presence.pauses import in_words as pause_in_words

TEMPLATE = Path(__file__).with_name("whole.typ")
HEADINGS = ("chart_alt", "map_alt", "band", "whole_how", "whole_nothing")


def rows(pairs) -> str:
    return "; ".join(f"{question}{'' if question.endswith('?') else ':'} {answer}" for question, answer in pairs)


def part(heading: str, lines) -> list[dict]:
    """A heading with its lines; nothing where there is no line."""
    kept = [line for line in lines if line]
    return [{"heading": heading, "lines": kept}] if kept else []


class WholeClient:
    def __init__(self, client, at):
        self.client, self.clinic, self.at = client, client.clinic, at

    def as_mapping(self) -> dict:
        return {
            "language": wording.language(),
            "title": say("whole"),
            "clinic": self.clinic.name,
            "whose": say("whose", client=self.client.name, born=f"{self.client.born:%d.%m.%Y}", phone=self.client.phone or "–"),
            "from": say("from", clinic=self.clinic.name, phone=self.clinic.phone, time=moments.day_and_time(self.at)),
            "parts": self._of_herself(),
            "complaints": [self._complaint(complaint) for complaint in self.client.complaints.select_related("client", "clinic").order_by("-made_at")],
            "how_to_read": how_to_read(),
            "headings": {name: say(name) for name in HEADINGS},
            "note": say("note"),
            "not_a_doctor": wording.text("advice/service.not_a_doctor"),
        }

    def _of_herself(self) -> list[dict]:
        client = self.client
        asked = [say("whole_yes", when=moments.day(each.made_at), words=each.words, who=each.by.name) for each in client.consents.select_related("by")]
        asked += [wording.text("advice/mine.client_withdrew", time=moments.day(each.made_at)) for each in client.withdrawals.all()]
        asked += [sentences(f"{pause_in_words(each.reason, each.until_at)}: {who_when(each)}", each.words) for each in client.pauses.select_related("by")]
        aside = client.set_aside_at and wording.text("advice/keeping.aside_since", time=moments.day(client.set_aside_at), reason=client.set_aside_reason)
        return [*part(say("illness"), [sentences(conditions_in_words(client))]), *part(say("whole_asked"), [*asked, aside])]

    def _complaint(self, complaint) -> dict:
        letter = Letter(complaint, self.at)
        said = letter.as_mapping()
        # As in the letter, the newest first.
        treated = zip(range(len(letter.all), 0, -1), letter.all[::-1], said["treatments"], strict=True)
        return {
            "title": wording.first_letter(wording.site(complaint.site)),
            **{name: said[name] for name in ("words", "chart", "map", "map_of")},
            "parts": [*part(say("urgent"), said["urgent"]), *_Around(complaint, self.at).parts],
            "treatments": [self._treatment(*each) for each in treated],
        }

    def _treatment(self, number, treatment, said) -> dict:
        baseline = getattr(treatment, "baseline", None)
        return {
            "when": say("treatment", number=number, when=f"{moments.day(treatment.ended_at)}, {moments.clock(treatment.ended_at)}"),
            "parts": [
                *part(say("incident_done"), [said["what"], *map(sentences, during_in_words(treatment))]),
                *part(say("whole_before"), [*before_in_words(treatment), sentences(rows(baseline_in_words(baseline))) if baseline else ""]),
                *part(say("answers"), [f"{each['when']}: {sentences(each['wrote'], each['said'])}" for each in said["answers"]] or [say("no_answers")]),
                *part(say("whole_silence"), followed_up_in_words(treatment)),
            ],
        }


class _Around:
    """What was said, planned and decided of one complaint beside its treatments."""

    def __init__(self, complaint, at):
        self.complaint, self.at = complaint, at

    @cached_property
    def parts(self) -> list[dict]:
        complaint = self.complaint
        return [
            *part(say_of_plans("decision.log"), [sentences(decision_in_words(each)) for each in complaint.decisions.select_related("by")]),
            *part(say_of_plans("plans.title"), map(self._plan, complaint.plans.select_related("by"))),
            *part(say_of_plans("elsewhere.title"), [sentences(line.said, line.who, line.taken_back) for line in lines(complaint.elsewhere.select_related("by", "taken_back__by"))]),
            *part(wording.text("advice/exercises_page.title"), self._exercises()),
            *part(say("whole_said"), map(self._said, complaint.preparations.all())),
            *part(say("incident_agreed"), agreed_in_words(complaint.agreements_before.all())),
        ]

    @staticmethod
    def _plan(plan) -> str:
        return sentences(f"{wording.first_letter(dose_of_plan(plan))} ({who_when(plan)})", plan.reason and say_of_plans("plans.reason", reason=plan.reason))

    def _exercises(self) -> list[str]:
        found = []
        for each in self.complaint.exercises.select_related("by").prefetch_related("done__seen__by"):
            ended = say("whole_ended", when=moments.day(each.ended_at)) if each.ended_at else ""
            found += [sentences(f"{name_of(each)} ({who_when(each)})", each.words, each.reason and say_of_plans("plans.reason", reason=each.reason), ended), *shown(each, for_therapist=True).log]
        return found

    def _said(self, preparation) -> str:
        today = TodayPresenter(preparation, self.complaint.client, self.at)
        return sentences(f"{moments.day(preparation.made_at)}: {rows([*today.said, *today.words])}")


def as_pdf(whole: WholeClient) -> bytes:
    return typeset(TEMPLATE, whole.as_mapping(), whole.at)
