import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0007_standing"),
        ("notices", "0003_login"),
        ("people", "0005_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="assessment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="alerts", to="care.assessment"
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="therapist",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="people.therapist"
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
                    ("alert", "Alert"),
                    ("digest", "Digest"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="link",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to="care.answerlink"
            ),
        ),
    ]
