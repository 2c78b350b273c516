"""The form with which the first owner opens the clinic."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy

from myosotis.clinic.care.presenters import wording
from myosotis.clinic.people.models import User


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
    password = forms.CharField(
        label=gettext_lazy("Password"),
        min_length=12,
        help_text=gettext_lazy("At least 12 characters. A few words are good."),
    )

    def clean_username(self):
        return User.normalize_username(self.cleaned_data["username"])

    def clean_password(self):
        password = self.cleaned_data["password"]
        validate_password(password)
        return password
