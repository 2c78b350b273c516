from django.apps import AppConfig


class MineApp(AppConfig):
    name = "myosotis.clinic.mine"
    label = "mine"
