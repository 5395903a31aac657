"""A message to the nation can be let go by a person: it is owed no more, and was not sent."""

from django.db import migrations, models

PLACES = """
CREATE OR REPLACE VIEW desk_places AS
    SELECT d.id AS dossier_id, r.agency_id, desk_heap(d.status) AS heap,
           (CASE desk_heap(d.status) WHEN 1 THEN 0 WHEN 2 THEN 0 WHEN 6 THEN 2 ELSE 1 END)::smallint AS rank,
           CASE WHEN desk_heap(d.status) = 6 THEN d.saved_at
                ELSE coalesce(d.due_at, d.reception_due_at, '9999-01-01 00:00+00') END AS at,
           d.status, e.procedure_id, e.field_id, d.agency_id AS decider_id, d.channel, d.received_at, d.due_at,
           EXISTS (SELECT FROM dossiers_message m WHERE m.dossier_id = d.id AND m.side = 'applicant'
                   AND NOT EXISTS (SELECT FROM dossiers_reading g WHERE g.message_id = m.id)) AS is_asking,
           EXISTS (SELECT FROM dossiers_correctionrequest c JOIN dossiers_result s ON s.id = c.result_id
                   WHERE s.dossier_id = d.id AND c.answered_at IS NULL) AS correction_waits,
           d.code IS NOT NULL AND EXISTS (SELECT FROM dossiers_nationalmessage n
                                          WHERE n.subject_id = d.id AND n.sent_at IS NULL{and_owed}) AS is_owed
    FROM dossiers_dossier d
    JOIN procedures_edition e ON e.id = d.edition_id
    JOIN desk_reach r ON r.dossier_id = d.id
    WHERE d.status <> 0;
DROP TRIGGER desk_told ON dossiers_nationalmessage;
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage FOR EACH ROW
    WHEN ({changes}) EXECUTE FUNCTION desk_of_owed();
"""
SENT = "(OLD.sent_at IS NULL) <> (NEW.sent_at IS NULL)"
SENT_OR_LET_GO = f"{SENT} OR (OLD.skipped_at IS NULL) <> (NEW.skipped_at IS NULL)"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0059_old_dossiers")]

    operations = [
        migrations.AddField(
            model_name="nationalmessage",
            name="skipped_at",
            field=models.DateTimeField(
                help_text="by a person, with a ground: LinkDecision", null=True, verbose_name="let go"
            ),
        ),
        migrations.AddConstraint(
            model_name="nationalmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("sent_at__isnull", True), ("skipped_at__isnull", True), _connector="OR"),
                name="national_sent_or_let_go",
            ),
        ),
        migrations.RunSQL(
            PLACES.format(and_owed=" AND n.skipped_at IS NULL", changes=SENT_OR_LET_GO),
            PLACES.format(and_owed="", changes=SENT),
        ),
    ]
