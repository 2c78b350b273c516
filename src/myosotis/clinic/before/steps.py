"""The questions before a treatment, one page a subject. All wording comes from the book; what may be left open may."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms

from myosotis.body.zones import ZONES
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.checkin.fields import ask, checks, help_of, none_of_these, options, radio, scale
from myosotis.clinic.worklist.forms import SitesField
from myosotis.drawing.body_picker import picker, read_marks

INTAKE = "questions/intake"
MOST_ACTIVITIES = 3
LONGEST_LINE, LONGEST_NOTE = 80, 1000
SCORES = ("stiffness", "mobility", "tension", "function")


def choices_of(question):
    entries = wording.load_book().file(INTAKE)[question]["options"]
    return [(name, wording.first_letter(entry[wording.language()])) for name, entry in entries.items()]


def lines(question, *, longest=LONGEST_NOTE):
    field = forms.CharField(label=ask(INTAKE, question), help_text=help_of(INTAKE, question), required=False, max_length=longest)
    field.kind = "lines"
    return field


def conditions(*, required=False):
    listed = [(name, wording.first_letter(label)) for name, label in wording.choices("conditions") if name != "nothing"]
    return checks("disclosure", listed, file=INTAKE, required=required)


class PageForm(forms.Form):
    """One page of a preparation: `given` is what was answered so far, `complaint` whose it is."""

    title, none_button, map = "", "", None

    def __init__(self, *args, given, complaint, **kwargs):
        super().__init__(*args, **kwargs)
        self.given, self.complaint = given, complaint
        self.build()

    def answers(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


class Illness(PageForm):
    """The first time the whole list; later only whether anything is new since then."""

    def build(self):
        if self.complaint.client.conditions is None:
            self.none_button = none_of_these()
            self.fields["conditions"] = conditions(required=True)
        else:
            self.fields["disclosure_again"] = radio("disclosure_again", choices_of("disclosure_again"), file=INTAKE)

    def answers(self):
        given = super().answers()
        return given if "conditions" in given else given | {"conditions": self.complaint.client.conditions}

    @staticmethod
    def nothing():
        return {"conditions": []}


class New(PageForm):
    """The list, with what is known ticked beforehand."""

    def build(self):
        self.fields["conditions"] = conditions()
        self.initial.setdefault("conditions", self.complaint.client.conditions)


class Earlier(PageForm):
    def build(self):
        yes_no = options("answers", "choice", ("yes", "no"))
        unsure = options("answers", "choice", ("yes", "no", "unsure"))
        self.fields["massage_before"] = radio("massage_before", choices_of("massage_before"), file=INTAKE, required=False)
        self.fields["bad_experience"] = radio("bad_experience", yes_no, file=INTAKE, required=False, kind="row")
        self.fields["faint_history"] = radio("faint_history", unsure, file=INTAKE, required=False, kind="row")
        self.fields["how_long"] = radio("how_long", choices_of("how_long"), file=INTAKE, required=False)


class Pain(PageForm):
    def build(self):
        self.fields["pain"] = scale("pain_before", file=INTAKE)
        self.fields["pain_worst"] = scale("pain_worst", file=INTAKE, required=False)
        self.fields["pain_usual"] = scale("pain_usual", file=INTAKE, required=False)
        self.fields["qualities"] = checks("quality_before", wording.choices("qualities"), file=INTAKE)


class Places(PageForm):
    def build(self):
        self.fields["sites"] = field = SitesField(label=ask(INTAKE, "where_before"), help_text=help_of(INTAKE, "where_before"))
        field.required, field.kind, field.first = True, "places", [(site := self.complaint.site, wording.first_letter(wording.site(site)))]
        field.error_messages["required"] = wording.text("advice/before.one_place")
        field.first_words = wording.text("advice/before.came_for")
        marks = read_marks(self.data, "sites") if self.is_bound else None
        chosen = marks.zones if marks else self.given.get("sites", [])
        self.map = picker(
            wording.load_book(), wording.language(), field_name="sites", chosen=[name for name in chosen if name in ZONES], ask_kind=False, rated=False
        )


class Signs(PageForm):
    def build(self):
        self.none_button = none_of_these()
        symptoms = wording.load_book().words("symptoms")
        keys = wording.load_book().file(INTAKE)["symptoms_before"]["options"]["keys"]
        listed = [(name, wording.first_letter(symptoms[name][wording.language()])) for name in keys]
        self.fields["signs"] = checks("symptoms_before", listed, file=INTAKE, required=True)

    @staticmethod
    def nothing():
        return {"signs": []}


class Strength(PageForm):
    """How strong each sign is that was there before."""

    def build(self):
        self.title = wording.text("advice/before.strength")
        grades = [(str(grade), wording.first_letter(wording.label("grades", str(grade)))) for grade in range(1, 5)]
        for sign in self.given.get("signs", []):
            label = wording.first_letter(wording.label("symptoms", sign))
            self.fields[sign] = radio("", grades, label=label, help_text="", kind="row")

    def answers(self):
        return {"grades": {name: int(grade) for name, grade in self.cleaned_data.items()}}


class Moving(PageForm):
    """The four that were agreed on as commonest (A-09), each on its own scale."""

    def build(self):
        for name in SCORES:
            self.fields[name] = scale(f"{name}_before", file=INTAKE, required=False)


class Matters(PageForm):
    """One to three things that matter to her, each with how well it goes."""

    def build(self):
        self.title, self.lead = ask(INTAKE, "activity"), help_of(INTAKE, "activity")
        for number in range(1, MOST_ACTIVITIES + 1):
            self.fields[f"activity_{number}"] = field = forms.CharField(
                label=wording.text("advice/before.thing", number=number), required=False, max_length=LONGEST_LINE
            )
            field.kind = "line"
            self.fields[f"score_{number}"] = scale("activity_score", file=INTAKE, required=False)

    def answers(self):
        rows = [(self.cleaned_data[f"activity_{n}"].strip(), self.cleaned_data[f"score_{n}"]) for n in range(1, MOST_ACTIVITIES + 1)]
        return {"activities": [{"words": words, "score": score} for words, score in rows if words]}


class Talk(PageForm):
    def build(self):
        if self.complaint.treatments.exists():
            felt = [(name, wording.first_letter(label)) for name, label in wording.choices("answers", "felt_progress")]
            self.fields["since_last_treatment"] = radio("since_last_treatment", felt, file=INTAKE, required=False)
        self.fields["feel_safe"] = scale("feel_safe", file=INTAKE, required=False)
        self.fields["stress_now"] = scale("stress_now", file=INTAKE, required=False)
        self.fields["gentler_please"] = radio("gentler_please", options("answers", "choice", ("yes", "no")), file=INTAKE, required=False, kind="row")
        self.fields["expectations"] = lines("expectations")


@dataclass(frozen=True)
class Page:
    name: str
    form: type[PageForm]
    applies: Callable = lambda given, complaint: True


def _is_new(given, complaint):
    return not complaint.client.background


PAGES = (
    Page("illness", Illness),
    Page("new", New, lambda given, complaint: given.get("disclosure_again") == "changed"),
    Page("earlier", Earlier, _is_new),
    Page("pain", Pain),
    Page("places", Places, lambda given, complaint: given.get("pain") != 0),
    Page("signs", Signs),
    Page("strength", Strength, lambda given, complaint: bool(given.get("signs"))),
    Page("moving", Moving),
    Page("matters", Matters),
    Page("talk", Talk),
)


# Asked on top of the page before them, where its answer calls for it.
ON_TOP = ("new", "strength")


def always(complaint) -> tuple[str, ...]:
    """The pages that this client meets whatever she answers, but for places when nothing hurts: her way is counted by them."""
    return tuple(page.name for page in PAGES if page.name not in ON_TOP and (page.name != "earlier" or _is_new({}, complaint)))


def together(steps: dict) -> dict:
    """The answers of all pages as one."""
    return {name: value for page in PAGES for name, value in steps.get(page.name, {}).items()}


def applying(steps, complaint) -> list[Page]:
    return [page for page in PAGES if page.applies(together(steps), complaint)]


def as_stored(steps) -> dict:
    """What is kept: signs with their strength, and the tendency to faint among what she has disclosed."""
    given = together(steps)
    signs, grades = given.pop("signs", None), given.pop("grades", {})
    if signs is not None:
        # A sign whose strength was not said is left out: what comes after the treatment then counts in full.
        given["symptoms"] = {sign: grades[sign] for sign in signs if sign in grades}
    if given.get("faint_history") == "yes" and "faint_tendency" not in given.get("conditions", []):
        given["conditions"] = [*given.get("conditions", []), "faint_tendency"]
    if given.get("pain") == 0:
        given.setdefault("sites", [])
    return given
