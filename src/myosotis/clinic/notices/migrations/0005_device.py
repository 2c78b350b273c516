from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0004_presence"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("invitation", "Invitation"),
                    ("bedtime", "Bedtime"),
                    ("reminder", "Reminder"),
                    ("missed", "Missed"),
                    ("login", "Login"),
                    ("alert", "Alert"),
                    ("digest", "Digest"),
                    ("device", "Device"),
                    ("entry", "Entry"),
                ],
                max_length=12,
            ),
        ),
    ]
