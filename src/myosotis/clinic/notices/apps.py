from django.apps import AppConfig


class Notices(AppConfig):
    name = "myosotis.clinic.notices"
    label = "notices"
