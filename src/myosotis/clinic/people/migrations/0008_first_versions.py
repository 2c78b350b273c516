"""What a clinic and its people were until now is their first version: what comes after it can be told from it."""

from django.db import migrations
from django.utils import timezone

VERSIONED = ("Clinic", "Therapist")


def keep_first(apps, schema_editor):
    now = timezone.now()
    for name in VERSIONED:
        model, version = apps.get_model("people", name), apps.get_model("people", f"Historical{name}")
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model.objects.values(*columns):
            version.objects.create(**row, history_date=now, history_type="+")


class Migration(migrations.Migration):
    dependencies = [("people", "0007_versions")]
    operations = [migrations.RunPython(keep_first, migrations.RunPython.noop)]
