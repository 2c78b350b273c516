import django.db.models.deletion
import uuid
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("care", "0008_forgetting"),
        ("people", "0006_forgetting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("words", models.TextField(max_length=1000)),
                ("book_version", models.CharField(max_length=80)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="people.therapist"
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="care.client"
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
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("client_id", models.UUIDField()),
                ("reason", models.TextField(max_length=1000)),
                ("rows", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="erasures", to="people.therapist"
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
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.RunPython(*guard("keeping_consent", "keeping_erasure")),
    ]
