"""Until when the nation can fetch a dossier's files: it moves by itself, so no line of the audit tells of it."""

from dataclasses import replace

from django.db import migrations, models

from portal.audit.watching import Watch, watch

BEFORE = Watch(
    "dossiers_dossier",
    dossier="id",
    says=(
        "status",
        "provisional_number",
        "code",
        "edition_id",
        "case_id",
        "channel",
        "agency_id",
        "received_by_id",
        "submitter_id",
        "return_by",
        "submitted_at",
        "reception_due_at",
        "received_at",
        "first_due_at",
        "due_at",
        "finished_at",
        "handed_over_at",
        "withdrawal_asked_at",
        "last_event",
    ),
    ignores=("saved_at", "version", "typed", "nation_knows_since", "nation_digest"),
    only="NEW.status <> 0",
)
AFTER = replace(BEFORE, ignores=(*BEFORE.ignores, "nation_files_until"))
before = watch(BEFORE)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0050_national_code"), ("portal", "0004_audit")]

    operations = [
        migrations.AddField("dossier", "nation_files_until", models.DateTimeField(
            help_text="until then the nation can fetch the files of the record it holds; empty where it has none",
            null=True,
        )),
        migrations.AddIndex("dossier", models.Index(
            fields=["nation_files_until"],
            name="dossier_files_there",
            condition=models.Q(nation_files_until__isnull=False),
        )),
        migrations.RunSQL(before.reverse_sql, before.sql),
        watch(AFTER),
    ]  # fmt: skip
