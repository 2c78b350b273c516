"""What a therapist writes down about a client, a complaint and a treatment."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myosotis.body.places import read_place
from myosotis.body.sites import REGIONS, SIDES
from myosotis.body.zones import ZONES
from myosotis.clinic.care.actions.register import check_end, is_child, only_adults
from myosotis.clinic.care.presenters import wording
from myosotis.clinic.care.presenters.client import BASELINE_SCORES
from myosotis.clinic.care.presenters.points import SEVERITIES, severity_words
from myosotis.clinic.plans.gate import is_a_reason
from myosotis.course.models import NECK, NEEDLES_BY_KIND
from myosotis.course.words import ASKED_BEFORE
from myosotis.drawing.body_picker import picker, read_marks

SCALE = [(str(n), str(n)) for n in range(11)]
# Where none were counted there were none.
WITHOUT_POINTS = ("wellness_massage", "massage")
# A kind that leaves it open whether there were needles; the others answer it where nobody does.
NEEDLES_ASKED = ("trigger_point", "mixed")
# So many points can have a word of their own.
MOST_POINTS = 6


class SitesField(forms.MultipleChoiceField):
    """Places, as `region:side` or as zones of the body map."""

    def __init__(self, **kwargs):
        super().__init__(required=False, choices=_every_site, **kwargs)


def _every_site():
    coarse = [(f"{region}:{side}", "") for region in REGIONS for side in SIDES]
    return coarse + [(code, "") for code in ZONES]


def _named_sites():
    return [site for region in wording.regions() for site in region.sites]


class ClientForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    born = forms.DateField(label=gettext_lazy("Date of birth"))
    phone = forms.CharField(
        label=gettext_lazy("Mobile phone"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("For the link to the questions. Never a word about health in a message."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("The client reads"),
        choices=[("da", gettext_lazy("Danish")), ("en", gettext_lazy("English"))],
        initial="da",
    )

    consent = forms.BooleanField(label="", required=False)

    def __init__(self, *args, consent_words="", **kwargs):
        """`consent_words`: what is read to her before she says yes, as it is kept."""
        super().__init__(*args, **kwargs)
        self.fields["consent"].label = wording.text("advice/keeping.consent_tick")
        self.fields["consent"].help_text = consent_words

    @property
    def consent_lead(self) -> str:
        return wording.text("advice/keeping.read_aloud")

    def clean_born(self):
        born = self.cleaned_data["born"]
        if born > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet. Write the day that the client was born."))
        if born <= timezone.localdate() - timedelta(days=125 * 366):
            raise forms.ValidationError(_("That is more than 125 years ago. Write the day that the client was born."))
        if is_child(born, timezone.localdate()):
            raise forms.ValidationError(only_adults())
        return born

    def clean_phone(self):
        phone = self.cleaned_data["phone"].strip()
        if phone and not wording.is_phone(phone):
            raise forms.ValidationError(_("A phone number has at least 8 digits, and may begin with +."))
        return phone

    def answers(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "consent"}


class ComplaintForm(forms.Form):
    region = forms.ChoiceField(
        label=gettext_lazy("Where is the pain?"),
        choices=lambda: [("", _("Choose a place")), *((r.name, r.label) for r in wording.regions())],
    )
    side = forms.ChoiceField(
        label=gettext_lazy("The client's own side"),
        choices=lambda: wording.choices("sites", "sides"),
    )
    words = forms.CharField(label=gettext_lazy("In the client's own words"), required=False, max_length=200)

    def clean(self):
        given = super().clean()
        region, side = given.get("region"), given.get("side")
        if region and side and side not in wording.sides_of(region):
            self.add_error(
                "side", _("This place has a left and a right side. Choose one; the other is its own complaint.")
            )
        return given

    def answers(self):
        return dict(self.cleaned_data)


class BaselineForm(forms.Form):
    pain = forms.TypedChoiceField(
        label=gettext_lazy("Pain right now, before the treatment"), choices=SCALE, coerce=int, empty_value=None, required=False
    )
    missing_reason = forms.CharField(max_length=1000, required=False)
    qualities = forms.MultipleChoiceField(
        label=gettext_lazy("How does it feel?"), choices=lambda: wording.choices("qualities"), required=False
    )
    sites = SitesField(label=gettext_lazy("On the map: where does it hurt now? Later maps are compared with this one."))
    referral_sites = SitesField(label=gettext_lazy("Where does it spread to when you press?"))
    no_signs = forms.BooleanField(label=gettext_lazy("None of these before the treatment"), required=False)

    def __init__(self, *args, last=(), **kwargs):
        """`last` are the zones of the treatment before, to start from."""
        super().__init__(*args, **kwargs)
        self.fields["missing_reason"].label = wording.text("words/worklist.no_number_why")
        self._draw(last)
        scores = [("", _("not asked")), *SCALE]
        for name in BASELINE_SCORES:
            self.fields[name] = forms.TypedChoiceField(
                label=wording.text(f"questions/intake.{BASELINE_SCORES[name]}"), choices=scores, coerce=int, empty_value=None, required=False
            )
        grades = [("", _("not asked")), *((str(g), wording.label("grades", str(g))) for g in range(5))]
        for name in ASKED_BEFORE:
            self.fields[f"sign_{name}"] = forms.TypedChoiceField(
                label=wording.first_letter(wording.label("symptoms", name)),
                choices=grades,
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self):
        """A number, or why there is none: nobody is made to invent one, and neither is dropped for the other."""
        given = super().clean()
        pain, reason = given.get("pain"), given.get("missing_reason", "")
        if pain is not None and reason:
            self.add_error("missing_reason", wording.text("words/worklist.number_and_reason"))
        elif pain is None and reason and not is_a_reason(reason):
            self.add_error("missing_reason", wording.text("words/plans_page.start_too_short"))
        elif pain is None and not reason and "pain" not in self.errors:
            self.add_error("pain", wording.text("words/worklist.number_or_reason"))
        return given

    def _draw(self, last):
        """The drawn map, with its list: the baseline is located, or nothing later can be called moved."""
        chosen = read_marks(self.data, "sites").zones if self.is_bound else self.initial.get("sites", ())
        self.map = picker(
            wording.load_book(), wording.language(), field_name="sites", rated=False, ask_kind=False, her_own=False,
            chosen=[name for name in chosen if name in ZONES], last=[name for name in last if name in ZONES],
        )  # fmt: skip

    @property
    def signs(self):
        return [self[f"sign_{name}"] for name in ASKED_BEFORE]

    @property
    def scores(self):
        return [self[name] for name in BASELINE_SCORES]

    def answers(self, *, site, treatment):
        given = self.cleaned_data
        graded = {name: given[f"sign_{name}"] for name in ASKED_BEFORE}
        graded = {name: grade for name, grade in graded.items() if grade is not None}
        return {
            "pain": given["pain"],
            "missing_reason": given["missing_reason"],
            "qualities": given["qualities"],
            # The complaint's own place is the whole of it; where nothing hurts there is none.
            "sites": given["sites"] if given["pain"] == 0 else with_first(site, given["sites"]),
            "referral_sites": given["referral_sites"],
            "symptoms": graded if graded or given["no_signs"] else None,
            "taken_at": just_before(treatment),
            **{name: given[name] for name in BASELINE_SCORES},
        }


class TreatmentForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=lambda: wording.choices("kinds"))
    pressure = forms.TypedChoiceField(
        label=gettext_lazy("Pressure"), choices=lambda: wording.choices("pressures"), coerce=int
    )
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=240)
    trigger_points = forms.IntegerField(label=gettext_lazy("Trigger points"), min_value=0, max_value=60, required=False)
    treated_sites = SitesField(label=gettext_lazy("Where else did you treat?"))
    neck_treated = forms.TypedChoiceField(label=gettext_lazy("Was the neck treated?"), choices=lambda: yes_or_no(), coerce=lambda value: value == "yes")
    needles_used = forms.TypedChoiceField(choices=lambda: yes_or_no(), coerce=lambda value: value == "yes", empty_value=None, required=False)
    ended_at = forms.DateTimeField(label=gettext_lazy("When did it end?"), input_formats=["%Y-%m-%dT%H:%M"])
    technique = forms.CharField(max_length=200, required=False)
    pain_during = forms.TypedChoiceField(choices=[], coerce=int, empty_value=None, required=False)
    too_hard = forms.TypedChoiceField(choices=[], coerce=lambda value: value == "yes", empty_value=None, required=False)

    def __init__(self, *args, at, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("needles_used", "technique", "pain_during", "too_hard"):
            self.fields[name].label = wording.text(f"words/worklist.{name}")
        self.fields["needles_used"].help_text = wording.text("words/worklist.needles_needed")
        self.fields["trigger_points"].help_text = wording.text("words/worklist.points_needed")
        self.fields["pain_during"].choices = [("", _("not asked")), *SCALE]
        self.fields["too_hard"].choices = yes_or_no()
        self._add_points()
        self.at = at
        self.initial.setdefault("ended_at", timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"))

    def _add_points(self):
        """A row a point: where, and how bad. The place is the complaint's own unless another is chosen, so a point is one tap."""
        places = [("", wording.text("words/worklist.point_here")), *_named_sites()]
        degrees = [("", wording.text("words/worklist.point_none")), *((str(n), severity_words(n)) for n in SEVERITIES)]
        for number in range(1, MOST_POINTS + 1):
            label = {name: wording.text(f"words/worklist.point_{name}", number=number) for name in ("place", "severity")}
            self.fields[f"point_{number}_severity"] = forms.TypedChoiceField(
                label=label["severity"], choices=degrees, coerce=int, empty_value=None, required=False, initial=""
            )
            self.fields[f"point_{number}_place"] = forms.ChoiceField(label=label["place"], choices=places, required=False)

    @property
    def points(self):
        """(how bad, where) of each row, for the page."""
        return [(self[f"point_{number}_severity"], self[f"point_{number}_place"]) for number in range(1, MOST_POINTS + 1)]

    @property
    def has_points(self) -> bool:
        return any(severity.value() or severity.errors for severity, _place in self.points)

    def clean(self):
        given = super().clean()
        self._clean_needles(given)
        if given.get("trigger_points") is None and "trigger_points" not in self.errors:
            if given.get("kind") in WITHOUT_POINTS and not self._points(site=""):
                given["trigger_points"] = 0
            else:
                self.add_error("trigger_points", self.fields["kind"].error_messages["required"])
        counted, named = given.get("trigger_points"), len(self._points(site=""))
        if counted is not None and named > counted:
            self.add_error("trigger_points", wording.text("words/worklist.more_points_than_counted"))
        return given

    def _clean_needles(self, given):
        kind, used = given.get("kind"), given.get("needles_used")
        if "needles_used" in self.errors or kind is None:
            return
        if used is None and kind in NEEDLES_ASKED:
            self.add_error("needles_used", self.fields["kind"].error_messages["required"])
        elif kind == "dry_needling" and used is False:
            self.add_error("needles_used", wording.text("words/worklist.needles_and_none"))
        elif used is None:
            given["needles_used"] = NEEDLES_BY_KIND[kind]

    def _points(self, *, site) -> list[dict]:
        """Each row that says how bad it was, at the complaint's own place where no other is chosen."""
        given = self.cleaned_data
        rows = ((given.get(f"point_{n}_severity"), given.get(f"point_{n}_place")) for n in range(1, MOST_POINTS + 1))
        return [{"site": place or site, "severity": severity} for severity, place in rows if severity]

    def clean_ended_at(self):
        ended_at = self.cleaned_data["ended_at"]
        check_end_of_field(ended_at, self.at)
        return ended_at

    def answers(self, *, site):
        given = self.cleaned_data
        sites = with_first(site, given["treated_sites"])
        return {
            "kind": given["kind"],
            "pressure": given["pressure"],
            "minutes": given["minutes"],
            "trigger_points": given["trigger_points"],
            "points": self._points(site=site),
            "sites": sites,
            "neck_treated": given["neck_treated"] or any(read_place(s).region in NECK for s in sites),
            "needles_used": given["needles_used"],
            "ended_at": given["ended_at"],
            **{name: given[name] for name in ("technique", "pain_during", "too_hard")},
        }


class AcknowledgeForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("What have you done?"), required=False, max_length=2000)


def check_end_of_field(ended_at, at):
    """The same check as when it is stored, said at the field."""
    try:
        check_end(ended_at, at)
    except forms.ValidationError as error:
        raise forms.ValidationError(error.message_dict["ended_at"]) from None


def yes_or_no() -> list[tuple[str, str]]:
    return [(name, wording.text(f"words/answers.choice.{name}")) for name in ("yes", "no")]


def with_first(site, others):
    return [site, *(other for other in others if other != site)]


def just_before(treatment) -> datetime:
    """When the treatment began; the baseline belongs to the same day."""
    ended = timezone.localtime(treatment["ended_at"])
    midnight = datetime.combine(ended.date(), time(), tzinfo=ended.tzinfo)
    return max(ended - timedelta(minutes=treatment["minutes"]), midnight)
