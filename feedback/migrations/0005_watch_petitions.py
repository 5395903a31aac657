"""What officials change of a petition and of what the public reads leaves lines in the audit. What was sent and has not
been touched by anybody has its own history, so that filing costs nothing more."""

from django.db import migrations

from portal.audit.watching import Watch, watch

PETITION = Watch(
    "feedback_petition",
    dossier="dossier_id",
    says=(
        "number", "national_id", "channel", "kind", "status", "sent_at", "is_organisation", "dossier_id",
        "procedure_id", "about_id", "nature", "handler_id", "received_at", "due_at", "answer_due_at", "was_extended",
        "finding", "answered_at", "reopened", "last_event",
    ),
    only="NEW.status <> 1",
)  # fmt: skip
PUBLICATION = Watch(
    "feedback_publication",
    says=("petition_id", "removed", "published_at", "published_by_id", "hidden_at", "hidden_by_id"),
)
FILE = Watch("feedback_petitionfile", says=("petition_id", "shown_id"), only="NEW.shown_id IS NOT NULL")


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_petition_kinds_in_plain_words"), ("portal", "0004_audit")]

    operations = [watch(PETITION, PUBLICATION, FILE)]
