"""What the nation acknowledged is written beside a dossier without waking those who watch its other columns."""

from django.db import migrations

from portal.audit.watching import Watch, heed

WATCH = Watch(
    "dossiers_dossier",
    dossier="id",
    says=(
        "status", "provisional_number", "code", "edition_id", "case_id", "channel", "agency_id", "received_by_id",
        "submitter_id", "return_by", "submitted_at", "reception_due_at", "received_at", "first_due_at", "due_at",
        "finished_at", "handed_over_at", "withdrawal_asked_at", "last_event",
    ),
    ignores=("saved_at", "version", "typed", "nation_knows_since", "nation_digest", "nation_files_until"),
    only="NEW.status <> 0",
)  # fmt: skip
KEPT = (
    "code, provisional_number, edition_id, case_id, channel, submitter_id, owner, answers, submitted_at, received_at, "
    "first_due_at, due_at, agency_id, finished_at, handed_over_at, status"
)
"""Those ``dossier_decided`` looks at."""

DECIDED = """
CREATE OR REPLACE TRIGGER decided_unchanged BEFORE UPDATE{of} ON dossiers_dossier
    FOR EACH ROW WHEN (OLD.status IN (3, 7, 9, 10)) EXECUTE FUNCTION dossier_decided();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0070_told_by_statement"), ("portal", "0004_audit")]

    operations = [
        heed(WATCH),
        migrations.RunSQL(DECIDED.format(of=f" OF {KEPT}"), DECIDED.format(of="")),
    ]
