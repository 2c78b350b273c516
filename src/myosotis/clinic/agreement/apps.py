from django.apps import AppConfig


class AgreementApp(AppConfig):
    name = "myosotis.clinic.agreement"
    label = "agreement"
