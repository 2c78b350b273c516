"""The database itself refuses to change what is written once."""

from django.db import migrations

from myosotis.clinic.people.append_only import guard


class Migration(migrations.Migration):
    dependencies = [("books", "0001_first")]
    operations = [migrations.RunPython(*guard("books_bookversion", "books_limitsetting"))]
