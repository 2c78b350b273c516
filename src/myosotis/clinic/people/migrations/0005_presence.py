from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_sealed'),
    ]

    operations = [
        migrations.AddField(
            model_name='therapist',
            name='alert_to',
            field=models.CharField(blank=True, max_length=120),
        ),
    ]
