import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0004_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="baseline",
            name="activities",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="baseline",
            name="function",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="baseline",
            name="mobility",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="baseline",
            name="pain_usual",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="baseline",
            name="pain_worst",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="baseline",
            name="stiffness",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
        migrations.AddField(
            model_name="baseline",
            name="tension",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, validators=[django.core.validators.MaxValueValidator(10)]
            ),
        ),
    ]
