from django.apps import AppConfig


class PresenceApp(AppConfig):
    name = "myosotis.clinic.presence"
    label = "presence"
