"""The database itself refuses to change what is written once."""

from django.db import migrations

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("care", "0001_first"), ("people", "0002_written_once")]
    operations = [migrations.RunPython(*guard("care_assessment", "care_acknowledgement"))]
