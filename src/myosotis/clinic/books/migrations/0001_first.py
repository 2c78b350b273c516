"""Versions of the book that have judged somebody, and the limits of each clinic."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookVersion",
            fields=[
                ("version", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("packed", models.BinaryField()),
                ("first_used_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LimitSetting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("name", models.CharField(max_length=60)),
                ("value", models.FloatField(null=True)),
                ("reason", models.CharField(max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="limit_settings",
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
            ],
            options={
                "ordering": ("made_at",),
                "indexes": [models.Index(fields=["clinic", "made_at"], name="books_limit_clinic__5e4c1c_idx")],
            },
        ),
    ]
