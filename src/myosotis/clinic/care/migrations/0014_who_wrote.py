from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0013_link_shut"),
    ]

    operations = [
        migrations.AddField(
            model_name="checkin",
            name="by_her",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="assessment",
            name="waits_until",
            field=models.DateTimeField(null=True),
        ),
    ]
