from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0010_one_response"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="standing",
            name="silent_hours",
        ),
    ]
