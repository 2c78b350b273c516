from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0018_stand_again"),
    ]

    operations = [
        migrations.AddField(
            model_name=name,
            name="needles_used",
            field=models.BooleanField(blank=True, null=True),
        )
        for name in ("historicaltreatment", "treatment")
    ]
