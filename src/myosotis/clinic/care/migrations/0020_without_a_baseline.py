"""A treatment that was given without a located baseline can be recorded, with the reason."""

import django.core.validators
from django.db import migrations, models

TABLES = ("baseline", "historicalbaseline")


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0019_needles"),
    ]

    operations = [
        *(
            migrations.AddField(model_name=name, name="missing_reason", field=models.TextField(blank=True, max_length=1000, default=""), preserve_default=False)
            for name in TABLES
        ),
        *(
            migrations.AlterField(
                model_name=name,
                name="pain",
                field=models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]),
            )
            for name in TABLES
        ),
    ]
