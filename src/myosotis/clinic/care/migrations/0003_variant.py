"""The finer sort of a reading stands with the assessment, so that a list need not open every answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0002_written_once"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="variant",
            field=models.CharField(max_length=30, null=True),
        ),
    ]
