from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_device"),
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
                    ("again", "Again"),
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
