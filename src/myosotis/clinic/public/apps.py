from django.apps import AppConfig


class Public(AppConfig):
    name = "myosotis.clinic.public"
    label = "public"
