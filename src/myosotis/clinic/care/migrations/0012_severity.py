from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0011_silence"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="points",
            field=models.JSONField(blank=True, default=list),
        )
        for name in ("historicaltreatment", "treatment")
    ]
