from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exercises", "0002_seen")]

    operations = [
        migrations.AddField(
            model_name=name, name="reason", field=models.CharField(blank=True, default="", max_length=1000)
        )
        for name in ("exercise", "historicalexercise")
    ]
