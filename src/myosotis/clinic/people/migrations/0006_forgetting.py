from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="retention",
            field=models.CharField(default="five_years", max_length=24),
        ),
    ]
