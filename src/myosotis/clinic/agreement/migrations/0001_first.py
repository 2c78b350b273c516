import uuid

import django.db.models.deletion
from django.db import migrations, models

from myosotis.clinic.people.append_only import guard


def owned():
    return [
        ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
        ("made_at", models.DateTimeField(editable=False)),
        (
            "clinic",
            models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="people.clinic",
            ),
        ),
    ]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("care", "0001_first"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                *owned(),
                ("language", models.CharField(max_length=2)),
                ("book_version", models.CharField(max_length=80)),
                ("said", models.JSONField()),
                (
                    "treatment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreement", to="care.treatment"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                *owned(),
                (
                    "party",
                    models.CharField(choices=[("client", "Client"), ("therapist", "Therapist")], max_length=9),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="agreement.agreement",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="people.therapist",
                    ),
                ),
            ],
            options={"ordering": ("made_at",)},
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.UniqueConstraint(fields=("agreement", "party"), name="one_yes_of_each"),
        ),
        migrations.RunPython(*guard("agreement_agreement", "agreement_acceptance")),
    ]
