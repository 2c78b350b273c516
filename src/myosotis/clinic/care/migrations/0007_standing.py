"""Where each treatment stands; those that were there before are worked out at the next start (`actions.standing.stand_all`)."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0006_versions"),
        ("people", "0004_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowedUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("hours", models.PositiveSmallIntegerField()),
                ("note", models.TextField(max_length=2000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="followed_up", to="people.therapist"
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
                    "treatment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="followed_up", to="care.treatment"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "treatment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="care.treatment",
                    ),
                ),
                ("ended_at", models.DateTimeField()),
                ("rank", models.PositiveSmallIntegerField(default=0)),
                ("unseen_since", models.DateTimeField(null=True)),
                ("silent_at", models.DateTimeField(null=True)),
                ("silent_hours", models.PositiveSmallIntegerField(null=True)),
                ("silent_rank", models.PositiveSmallIntegerField(default=0)),
                ("pains", models.JSONField(default=list)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="care.client"
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standings", to="people.clinic"
                    ),
                ),
                (
                    "last",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.assessment"
                    ),
                ),
                (
                    "unseen",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="care.assessment"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["clinic", "ended_at"], name="care_standi_clinic__111b2a_idx"),
                    models.Index(fields=["clinic", "rank"], name="care_standi_clinic__b8db4c_idx"),
                ],
            },
        ),
        migrations.RunPython(*guard("care_followedup")),
    ]
