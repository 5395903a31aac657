"""Published answers stand on the pages of procedures, which are kept by the state of the catalogue: publishing,
correcting and hiding one are changes of it. What officials write of a question leaves lines in the audit."""

from django.db import migrations

from portal.audit.watching import Watch, watch

SHOWN = """
CREATE TRIGGER catalogue_grown AFTER INSERT OR DELETE ON feedback_publicanswer
    FOR EACH ROW EXECUTE FUNCTION procedures_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER UPDATE ON feedback_publicanswer
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION procedures_catalogue_changed();
"""
NOT_SHOWN = (
    "DROP TRIGGER catalogue_grown ON feedback_publicanswer; DROP TRIGGER catalogue_changed ON feedback_publicanswer;"
)
ENQUIRY = Watch(
    "feedback_enquiry",
    says=(
        "status", "channel", "sent_at", "submitter_id", "field_id", "procedure_id", "about_id", "handler_id", "due_at",
        "answer_due_at", "answered_at", "closed_at", "petition_id", "last_event",
    ),
    only="NEW.status <> 1",
)  # fmt: skip
ANSWER = Watch(
    "feedback_publicanswer",
    says=("enquiry_id", "removed", "published_at", "published_by_id", "corrected_at", "hidden_at", "hidden_by_id"),
    ignores=("findable", "vector"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0010_enquiries"),
        ("portal", "0004_audit"),
        ("procedures", "0010_catalogue_changes"),
    ]

    operations = [migrations.RunSQL(SHOWN, NOT_SHOWN), watch(ENQUIRY, ANSWER)]
