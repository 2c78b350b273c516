"""While a row stands here the guards of the database let an erasure delete; they are put up after the migrations (`people.guards`)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keeping", "0001_forgetting")]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))],
        ),
    ]
