import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mine", "0001_first"),
        ("notices", "0002_asked_and_reminded"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="login",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="mine.loginlink"
            ),
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
                    ("login", "Login"),
                ],
                max_length=12,
            ),
        ),
    ]
