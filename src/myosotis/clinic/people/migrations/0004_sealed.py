"""Events are numbered and sealed. The table is made anew on SQLite, and its guard with it."""

from django.db import migrations, models

from myosotis.clinic.people.append_only import guard

GUARD, UNGUARD = guard("people_event")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_misses"),
    ]

    operations = [
        migrations.RunPython(UNGUARD, GUARD),
        migrations.AddField(
            model_name="event",
            name="number",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="event",
            name="seal",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(fields=("clinic", "number"), name="one_event_of_a_number"),
        ),
        migrations.RunPython(GUARD, UNGUARD),
    ]
