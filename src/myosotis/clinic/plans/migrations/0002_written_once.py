"""The database itself refuses to change what is written once."""

from django.db import migrations

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_first"), ("people", "0002_written_once")]
    operations = [
        migrations.RunPython(
            *guard("plans_plan", "plans_elsewhere", "plans_decision", "plans_ownview", "plans_startreason")
        )
    ]
