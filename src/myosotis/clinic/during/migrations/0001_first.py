import django.db.models.deletion
import uuid
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("care", "0011_silence"),
        ("people", "0006_forgetting"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("nonce", models.UUIDField(default=uuid.uuid4)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("expires_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("draft", models.JSONField(default=dict)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="people.therapist")),
                ("clinic", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.clinic")),
                ("complaint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="care.complaint")),
            ],
            options={
                "ordering": ("made_at",),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeptSitting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("clinic", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.clinic")),
                ("treatment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="kept_sittings", to="care.treatment")),
                ("sitting", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="kept", to="during.sitting")),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("what", models.CharField(choices=[("good", "Good"), ("too_hard", "Too Hard"), ("stop", "Stop")], max_length=10)),
                ("pressed_at", models.DateTimeField()),
                ("key", models.UUIDField()),
                ("language", models.CharField(max_length=2)),
                ("clinic", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.clinic")),
                ("sitting", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="signals", to="during.sitting")),
            ],
            options={
                "ordering": ("pressed_at",),
                "constraints": [models.UniqueConstraint(fields=("sitting", "key"), name="one_signal_a_press")],
            },
        ),
        migrations.RunPython(*guard("during_signal", "during_keptsitting")),
    ]
