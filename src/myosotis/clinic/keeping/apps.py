from django.apps import AppConfig


class KeepingApp(AppConfig):
    name = "myosotis.clinic.keeping"
    label = "keeping"
