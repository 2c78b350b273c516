"""Plans, decisions, treatments elsewhere, judgements of one's own, and reasons to start."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("care", "0002_written_once"),
        ("people", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("go_on", "Go On"),
                            ("other_method", "Other Method"),
                            ("other_therapist", "Other Therapist"),
                            ("doctor", "Doctor"),
                        ],
                        max_length=20,
                    ),
                ),
                ("change", models.JSONField()),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("felt_progress", models.CharField(max_length=20)),
                ("counted", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("review", models.JSONField()),
                ("book_version", models.CharField(max_length=80)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="people.therapist"
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
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="care.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="Elsewhere",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=20)),
                ("words", models.CharField(blank=True, max_length=200)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elsewhere", to="people.therapist"
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
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="elsewhere", to="care.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ("day", "made_at"),
            },
        ),
        migrations.CreateModel(
            name="OwnView",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "reading",
                    models.CharField(
                        choices=[
                            ("red_flag", "red_flag"),
                            ("negative_reaction", "negative_reaction"),
                            ("undetermined", "undetermined"),
                            ("pain_moved", "pain_moved"),
                            ("healing_crisis", "healing_crisis"),
                            ("expected_reaction", "expected_reaction"),
                            ("recovered", "recovered"),
                        ],
                        max_length=30,
                    ),
                ),
                ("rests_on", models.CharField(max_length=30)),
                (
                    "acknowledgement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_view", to="care.acknowledgement"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="own_views", to="people.therapist"
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
            name="Plan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                (
                    "pressure",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ]
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(240),
                        ]
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ]
                    ),
                ),
                ("too_hard", models.BooleanField()),
                ("wants_gentler", models.BooleanField()),
                ("direction", models.JSONField()),
                ("reason_for", models.JSONField()),
                ("reason", models.TextField(blank=True, max_length=1000)),
                ("book_version", models.CharField(max_length=80)),
                (
                    "after",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="care.treatment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="people.therapist"
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
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="care.complaint"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="StartReason",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("holds", models.JSONField()),
                ("reason", models.TextField(max_length=1000)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="start_reasons", to="people.therapist"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="start_reasons", to="care.treatment"
                    ),
                ),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
    ]
