from django.apps import AppConfig


class Components(AppConfig):
    name = "myosotis.clinic.components"
    label = "components"
