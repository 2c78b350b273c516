from django.apps import AppConfig


class DuringApp(AppConfig):
    name = "myosotis.clinic.during"
    label = "during"
