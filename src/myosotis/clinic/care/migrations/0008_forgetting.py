from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0007_standing"),
    ]

    operations = [
        migrations.AddField(
            model_name="client",
            name="set_aside_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="client",
            name="set_aside_reason",
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="historicalclient",
            name="set_aside_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalclient",
            name="set_aside_reason",
            field=models.TextField(blank=True, max_length=1000),
        ),
    ]
