from django.apps import AppConfig


class FenceApp(AppConfig):
    name = "myosotis.clinic.fence"
    label = "fence"

    def ready(self):
        from django.apps import apps
        from django.db.backends.signals import connection_created
        from django.db.models.signals import post_migrate

        from myosotis.clinic.fence import building, within

        connection_created.connect(within.tell_new_connection, dispatch_uid="fence.new_connection")
        # Sent for each app with tables, after the last migration of all; once is enough.
        post_migrate.connect(building.put_up, sender=apps.get_app_config("people"), dispatch_uid="fence.put_up")
