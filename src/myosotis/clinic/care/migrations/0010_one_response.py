import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0009_during"),
    ]

    operations = [
        migrations.AddField(
            model_name="answerlink",
            name="hours",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="checkin",
            name="link",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="care.answerlink"
            ),
        ),
    ]
