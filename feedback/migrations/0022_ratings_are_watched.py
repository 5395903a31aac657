"""The audit hears who answered what was said; not what came in, for a line would name who wrote it. The page of a
procedure shows how it is judged: what is counted anew is a changed page."""

from django.db import migrations

from portal.audit.watching import Watch, watch

ANSWERED = Watch(
    "feedback_remark",
    says=("agency_id", "stage", "due_at", "answered_at", "answered_by_id"),
    only="NEW.answered_at IS NOT NULL",
    key="uuid",
)
SHOWN = """
CREATE TRIGGER catalogue_grown AFTER INSERT OR DELETE ON feedback_procedurestanding
    FOR EACH ROW EXECUTE FUNCTION procedures_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER UPDATE ON feedback_procedurestanding
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION procedures_catalogue_changed();
"""
NOT_SHOWN = """
DROP TRIGGER catalogue_grown ON feedback_procedurestanding;
DROP TRIGGER catalogue_changed ON feedback_procedurestanding;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0021_scores"),
        ("portal", "0004_audit"),
        ("procedures", "0019_integrated_services_are_shown"),
    ]

    operations = [watch(ANSWERED), migrations.RunSQL(SHOWN, NOT_SHOWN)]
