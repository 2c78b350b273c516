"""Answers are written once as all else is, versions too; and what is kept is deleted by an erasure only, whoever tries."""

from django.db import migrations, models

from myosotis.clinic.people.append_only import guard, guard_rows

# All but whether it is hers: her birthday may fit later.
OF_AN_ANSWER = ("id", "clinic_id", "made_at", "treatment_id", "answers", "received_at", "hours", "key", "language", "link_id", "corrects_id")
VERSIONS = (
    "people_historicalclinic", "people_historicaltherapist", "care_historicalclient", "care_historicalcomplaint", "care_historicaltreatment",
    "care_historicalbaseline", "presence_historicalopening", "presence_historicallinkslot", "presence_historicalabsence",
    "exercises_historicalexercise",
)  # fmt: skip
WRITTEN_ONCE = (
    "people_event", "care_assessment", "care_acknowledgement", "care_followedup", "books_bookversion", "books_limitsetting", "plans_plan",
    "plans_elsewhere", "plans_decision", "plans_ownview", "plans_startreason", "agreement_agreement", "agreement_acceptance", "mine_withdrawal",
    "before_preparation", "before_localisation", "before_disclosure", "during_signal", "during_keptsitting", "keeping_consent", "keeping_erasure",
    "exercises_done", "exercises_doneseen",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0001_forgetting"),
        ("people", "0008_first_versions"),
        ("care", "0018_stand_again"),
        ("presence", "0002_links"),
        ("exercises", "0003_reason"),
        ("agreement", "0002_before_a_treatment"),
        ("before", "0002_localisation"),
        ("books", "0002_written_once"),
        ("during", "0001_first"),
        ("mine", "0001_first"),
        ("plans", "0002_written_once"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasing",
            fields=[("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))],
        ),
        migrations.RunPython(*guard("care_checkin", columns=OF_AN_ANSWER)),
        # On SQLite its guard was lost where the table was made anew.
        migrations.RunPython(*guard("agreement_agreement", *VERSIONS)),
        migrations.RunPython(*guard_rows("care_checkin", *WRITTEN_ONCE, *VERSIONS)),
    ]
