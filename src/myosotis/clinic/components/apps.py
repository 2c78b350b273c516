from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy


class Components(AppConfig):
    name = "myosotis.clinic.components"
    label = "components"

    def ready(self):
        """A number that is out of bounds is refused in the tone of every other page: what to write instead."""
        MaxValueValidator.message = gettext_lazy("Write a number of at most %(limit_value)s.")
        MinValueValidator.message = gettext_lazy("Write a number of at least %(limit_value)s.")
