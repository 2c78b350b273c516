from django.apps import AppConfig


class Care(AppConfig):
    name = "myosotis.clinic.care"
    label = "care"
