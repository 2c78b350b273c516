from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0016_left_off"),
    ]

    operations = [
        migrations.AddField(model_name="leftoff", name="shown", field=models.JSONField(default=dict)),
        # Whoever had left before this is told of at once.
        migrations.AddField(model_name="leftoff", name="take_at", field=models.DateTimeField(default=timezone.now), preserve_default=False),
    ]
