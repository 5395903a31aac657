"""A published answer stands on the page of its question's procedure and says who answered: a question that is answered
and moves to another changes the catalogue, too."""

from django.db import migrations

MOVED = """
CREATE TRIGGER catalogue_changed AFTER UPDATE OF procedure_id, field_id, handler_id ON feedback_enquiry
    FOR EACH ROW WHEN (
        NEW.answered_at IS NOT NULL
        AND (OLD.procedure_id, OLD.field_id, OLD.handler_id)
            IS DISTINCT FROM (NEW.procedure_id, NEW.field_id, NEW.handler_id)
    ) EXECUTE FUNCTION procedures_catalogue_changed();
"""
NOT_SHOWN = "DROP TRIGGER catalogue_changed ON feedback_enquiry;"


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0011_answers_watched"),
        ("procedures", "0010_catalogue_changes"),
    ]

    operations = [migrations.RunSQL(MOVED, NOT_SHOWN)]
