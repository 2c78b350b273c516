"""The forms with which the first owner opens the clinic, lets colleagues in, and with which they choose a password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import Therapist, User


def password_field():
    return forms.CharField(
        label=gettext_lazy("Password"), min_length=12, help_text=gettext_lazy("At least 12 characters. A few words are good.")
    )


class ColleagueForm(forms.Form):
    """Somebody else who works in the clinic, and what they may do there."""

    name = forms.CharField(max_length=120)
    username = forms.CharField(max_length=150)
    role = forms.ChoiceField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("name", "username", "role"):
            self.fields[name].label = wording.text(f"words/colleagues_page.{name}")
        self.fields["role"].choices = [(role, wording.text(f"words/colleagues_page.roles.{role}")) for role in Therapist.Role.values]

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])


class PasswordForm(forms.Form):
    password = password_field()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]


class OwnerForm(forms.Form):
    """The first owner opens the clinic."""

    clinic_name = forms.CharField(label=gettext_lazy("Name of the clinic"), max_length=120)
    phone = forms.CharField(label=gettext_lazy("The clinic's phone"), max_length=20)
    region = forms.ChoiceField(
        label=gettext_lazy("Region"),
        help_text=gettext_lazy("Decides which doctor on call your clients are told to ring."),
        choices=wording.region_choices,
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    username = forms.CharField(label=gettext_lazy("Username"), max_length=150)
    password = password_field()

    def clean_username(self):
        username = User.normalize_username(self.cleaned_data["username"])
        # Names are of the whole installation, whichever clinic they work in.
        if User.objects.filter(username=username).exists():
            raise forms.ValidationError(wording.text("words/colleagues_page.taken"))
        return username

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        return password
