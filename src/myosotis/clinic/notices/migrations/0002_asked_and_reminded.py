from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="hours",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="message",
            name="receipt",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Invitation"),
                    ("bedtime", "Bedtime"),
                    ("reminder", "Reminder"),
                    ("missed", "Missed"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sent", "Sent"),
                    ("expired", "Expired"),
                    ("failed", "Failed"),
                    ("unneeded", "Unneeded"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
