from django.apps import AppConfig


class EntryApp(AppConfig):
    name = "myosotis.clinic.entry"
    label = "entry"

    def ready(self):
        from myosotis.clinic.entry import devices, noted, session

        session.listen()
        devices.listen()
        noted.listen()
