from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("care", "0014_who_wrote"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="assessment",
            index=models.Index(fields=["clinic", "waits_until"], name="care_assess_clinic__d7f68c_idx"),
        ),
    ]
