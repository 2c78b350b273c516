import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0008_forgetting"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicaltreatment",
            name="pain_during",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="historicaltreatment",
            name="technique",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="historicaltreatment",
            name="too_hard",
            field=models.BooleanField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="treatment",
            name="pain_during",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="treatment",
            name="technique",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="treatment",
            name="too_hard",
            field=models.BooleanField(blank=True, null=True),
        ),
    ]
