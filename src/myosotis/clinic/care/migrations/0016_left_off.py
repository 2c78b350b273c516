import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0015_waits_until_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftOff",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("answers", models.JSONField()),
                ("key", models.UUIDField(unique=True)),
                ("language", models.CharField(max_length=2)),
                ("by_her", models.BooleanField()),
                ("clinic", models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to="people.clinic")),
                ("link", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="left_off", to="care.answerlink")),
                ("treatment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="left_off", to="care.treatment")),
            ],
            options={
                "ordering": ("made_at",),
            },
        ),
    ]
