import uuid

import django.db.models.deletion
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [
        ("exercises", "0001_first"),
        ("people", "0006_forgetting"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoneSeen",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("note", models.TextField(blank=True, max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exercises_seen",
                        to="people.therapist",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="people.clinic",
                    ),
                ),
                (
                    "done",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seen", to="exercises.done"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(*guard("exercises_doneseen")),
    ]
