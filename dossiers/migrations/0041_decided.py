from django.db import migrations

DECIDED = """
CREATE FUNCTION dossier_decided() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE way_back text[] := ARRAY['return_by', 'return_name', 'return_phone', 'return_to'];
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.status = 0 THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'dossier % was handed in: it is never deleted', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF (NEW.code, NEW.provisional_number, NEW.edition_id, NEW.case_id, NEW.channel, NEW.submitter_id, NEW.owner,
        NEW.answers - way_back, NEW.submitted_at, NEW.received_at, NEW.first_due_at, NEW.due_at, NEW.agency_id)
        IS DISTINCT FROM
       (OLD.code, OLD.provisional_number, OLD.edition_id, OLD.case_id, OLD.channel, OLD.submitter_id, OLD.owner,
        OLD.answers - way_back, OLD.submitted_at, OLD.received_at, OLD.first_due_at, OLD.due_at, OLD.agency_id)
       OR (OLD.finished_at IS NOT NULL AND NEW.finished_at IS DISTINCT FROM OLD.finished_at)
       OR (OLD.handed_over_at IS NOT NULL AND NEW.handed_over_at IS DISTINCT FROM OLD.handed_over_at)
       OR (NEW.status <> OLD.status AND NOT (OLD.status = 9 AND NEW.status = 10))
    THEN
        RAISE EXCEPTION 'dossier % is decided: it is superseded, never changed', OLD.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER decided_unchanged BEFORE UPDATE ON dossiers_dossier
    FOR EACH ROW WHEN (OLD.status IN (3, 7, 9, 10)) EXECUTE FUNCTION dossier_decided();
CREATE TRIGGER decided_undeleted BEFORE DELETE ON dossiers_dossier FOR EACH ROW EXECUTE FUNCTION dossier_decided();

CREATE FUNCTION result_issued() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF TG_OP = 'UPDATE' AND
       (NEW.dossier_id, NEW.file_id, NEW.token, NEW.number, NEW.signed_on, NEW.signer_title, NEW.valid_until,
        NEW.issued_at, NEW.previous_id)
        IS NOT DISTINCT FROM
       (OLD.dossier_id, OLD.file_id, OLD.token, OLD.number, OLD.signed_on, OLD.signer_title, OLD.valid_until,
        OLD.issued_at, OLD.previous_id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'result % was issued: another one takes its place', OLD.id USING ERRCODE = 'check_violation';
END $body$;
CREATE TRIGGER issued_unchanged BEFORE UPDATE OR DELETE ON dossiers_result
    FOR EACH ROW EXECUTE FUNCTION result_issued();
"""
UNDECIDED = """
DROP TRIGGER issued_unchanged ON dossiers_result;
DROP FUNCTION result_issued();
DROP TRIGGER decided_undeleted ON dossiers_dossier;
DROP TRIGGER decided_unchanged ON dossiers_dossier;
DROP FUNCTION dossier_decided();
"""


class Migration(migrations.Migration):
    """What was decided is superseded, never changed, whoever tries (issue "Rights and trace"; cases AD-05)."""

    dependencies = [("dossiers", "0040_watched")]

    operations = [migrations.RunSQL(DECIDED, UNDECIDED)]
