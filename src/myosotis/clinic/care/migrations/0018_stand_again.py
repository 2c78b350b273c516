"""An answer that was corrected stands open only where it told of danger: every standing is worked out anew at the next start."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("care", "0017_left_in_doubt")]
    operations = [migrations.RunSQL("DELETE FROM care_standing", migrations.RunSQL.noop)]
