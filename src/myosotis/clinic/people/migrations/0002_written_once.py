"""The database itself refuses to change what is written once."""

from django.db import migrations

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("people", "0001_first")]
    operations = [migrations.RunPython(*guard("people_event"))]
