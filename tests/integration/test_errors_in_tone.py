"""A refused answer says what is wrong and what to write instead, in the words of the house."""

import pytest
from django.utils import timezone, translation

from myosotis.clinic.worklist.forms import ClientForm, TreatmentForm

pytestmark = pytest.mark.either_database

SAID = {
    "da": ("Skriv et tal på højst 60.", "Den dag er ikke kommet endnu.", "Det er mere end 125 år siden."),
    "en": ("Write a number of at most 60.", "That day has not come yet.", "That is more than 125 years ago."),
}


@pytest.mark.parametrize("language", SAID)
def test_what_is_out_of_bounds_says_the_bound(language):
    many, to_come, long_ago = SAID[language]
    with translation.override(language):
        assert TreatmentForm({"trigger_points": "61"}, at=timezone.now()).errors["trigger_points"] == [many]
        assert to_come in ClientForm({"born": "2999-01-01"}).errors["born"][0]
        assert long_ago in ClientForm({"born": "1850-01-01"}).errors["born"][0]
