from django.apps import AppConfig


class Plans(AppConfig):
    name = "myosotis.clinic.plans"
    label = "plans"
