from django.apps import AppConfig


class People(AppConfig):
    name = "myosotis.clinic.people"
    label = "people"
