from django.apps import AppConfig


class BeforeApp(AppConfig):
    name = "myosotis.clinic.before"
    label = "before"
