from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0012_severity"),
    ]

    operations = [
        migrations.AddField(
            model_name="answerlink",
            name="shut_why",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.AddField(
            model_name="standing",
            name="shut_at",
            field=models.DateTimeField(null=True),
        ),
    ]
