"""What an owner sets: how the clinic is reached, when it is open, when nobody is there."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.keeping.retention import YEARS
from myosotis.clinic.people.models import Therapist
from myosotis.clinic.presence.models import Absence

PAGE = "advice/presence"
WEEKDAYS = range(7)


def say(name: str, **filled) -> str:
    return wording.text(f"{PAGE}.{name}", **filled)


class Worded(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = field.label or say(f"fields.{name}")
            field.error_messages |= {"required": say("missing"), "invalid": say("unreadable"), "invalid_choice": say("missing")}

    def differs(self) -> bool:
        """Is anything else than what is kept?"""
        return self.has_changed()


def a_phone(words: str) -> str:
    """A client rings it: what is no number is refused."""
    number = words.strip()
    if number and not wording.is_phone(number):
        raise forms.ValidationError(say("no_phone"))
    return number


class ContactForm(Worded):
    name = forms.CharField(max_length=120)
    phone = forms.CharField(max_length=20)
    region = forms.ChoiceField(choices=wording.region_choices)
    retention = forms.ChoiceField(choices=lambda: [(name, wording.first_letter(wording.text(f"advice/keeping.profiles.{name}"))) for name in YEARS])

    def clean_phone(self):
        return a_phone(self.cleaned_data["phone"])


class HoursForm(Worded):
    """Two times a weekday; both empty is closed."""

    def __init__(self, *args, openings=(), **kwargs):
        super().__init__(*args, **kwargs)
        stored = {each.weekday: each for each in openings}
        self.kept = {day: (stored[day].opens, stored[day].closes) if day in stored else None for day in WEEKDAYS}
        for day in WEEKDAYS:
            for part in ("opens", "closes"):
                self.fields[f"{part}_{day}"] = field = forms.TimeField(required=False, label=say(f"{part}_on", day=say(f"days.{day}")))
                field.error_messages["invalid"] = say("unreadable")
                if day in stored:
                    self.initial[f"{part}_{day}"] = f"{getattr(stored[day], part):%H:%M}"

    @property
    def days(self):
        return [(say(f"days.{day}"), self[f"opens_{day}"], self[f"closes_{day}"]) for day in WEEKDAYS]

    def clean(self):
        given = super().clean()
        for day in WEEKDAYS:
            opens, closes = given.get(f"opens_{day}"), given.get(f"closes_{day}")
            if (opens is None) != (closes is None):
                self.add_error(f"closes_{day}", say("both_times"))
            elif opens and closes <= opens:
                self.add_error(f"closes_{day}", say("ends_before"))
        return given

    def differs(self) -> bool:
        return self.hours() != self.kept

    def hours(self) -> dict:
        given = self.cleaned_data
        return {day: (given[f"opens_{day}"], given[f"closes_{day}"]) if given[f"opens_{day}"] else None for day in WEEKDAYS}


class OwnText(forms.CharField):
    """Some lines; a browser sends its own line ends, which are no change."""

    kind = "lines"

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class LinksForm(Worded):
    """An address and a text of the clinic's own for each page that the sources point to; empty is none."""

    def __init__(self, *args, slots=(), **kwargs):
        super().__init__(*args, **kwargs)
        stored = {slot.name: slot.url for slot in slots}
        texts = {slot.name: slot.text for slot in slots}
        for name, slot in wording.load_book().file("sources")["links"].items():
            self.fields[name] = forms.URLField(
                label=slot[wording.language()], required=False, max_length=300, initial=stored.get(name, slot["url"]), assume_scheme="https",
                error_messages={"invalid": say("no_url")},
            )  # fmt: skip
            self.fields[f"{name}_text"] = OwnText(
                label=say("own_text", page=slot[wording.language()]), required=False, max_length=1000, initial=texts.get(name, "")
            )

    def slots(self) -> dict[str, tuple[str, str]]:
        """name → (address, own text)."""
        given = self.cleaned_data
        return {name: (given[name], given[f"{name}_text"]) for name in wording.load_book().file("sources")["links"]}


class AbsenceForm(Worded):
    """`who`: the whole clinic, or one of the colleagues who treat; with one of them it is always the whole clinic."""

    who = forms.ModelChoiceField(queryset=None, required=False)
    from_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])
    until_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M"])
    reason = forms.ChoiceField(choices=lambda: [(name, say(f"reasons.{name}")) for name in Absence.Reason.values])
    substitute = forms.CharField(max_length=120, required=False)
    substitute_phone = forms.CharField(max_length=20, required=False)

    def __init__(self, *args, at, clinic, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = treat = clinic.therapists.exclude(role=Therapist.Role.reader).filter(user__is_active=True).order_by("name")
        self.fields["who"].choices = [("", say("whole_clinic")), *((each.pk, each.name) for each in treat)]
        self.is_one_alone = len(treat) < 2
        self.fields["reason"].error_messages["required"] = _("Choose an answer.")
        self.initial.setdefault("from_at", timezone.localtime(at).strftime("%Y-%m-%dT%H:%M"))

    def clean_substitute_phone(self):
        return a_phone(self.cleaned_data["substitute_phone"])


class AlertForm(Worded):
    address = forms.CharField(max_length=120, required=False)

    def clean_address(self):
        address = self.cleaned_data["address"].strip()
        if address and "@" not in address and not wording.is_phone(address):
            raise forms.ValidationError(say("no_address"))
        return address
