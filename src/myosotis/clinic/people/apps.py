from django.apps import AppConfig


class PeopleApp(AppConfig):
    name = "myosotis.clinic.people"
    label = "people"

    def ready(self):
        from django.db.models.signals import post_migrate

        from myosotis.clinic.people import guards

        post_migrate.connect(guards.put_up, sender=self, dispatch_uid="people.guards")
