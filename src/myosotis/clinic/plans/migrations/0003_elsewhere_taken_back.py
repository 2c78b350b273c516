"""A treatment elsewhere that was written wrongly can be taken back; the line itself stays."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("people", "0006_forgetting"), ("plans", "0002_written_once")]

    operations = [
        migrations.CreateModel(
            name="ElsewhereTakenBack",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elsewhere_taken_back",
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
                    "elsewhere",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taken_back", to="plans.elsewhere"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RunPython(*guard("plans_elsewheretakenback")),
    ]
