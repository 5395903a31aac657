from django.db import migrations

OWE = """
CREATE OR REPLACE FUNCTION desk_owe(wanted bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM dossiers_dossier WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
    UPDATE dossiers_place p SET is_owed = t.is_owed FROM (
        SELECT d.id, d.code IS NOT NULL AND EXISTS (
            SELECT FROM dossiers_nationalmessage n
            WHERE n.subject_id = d.id AND n.sent_at IS NULL{and_owed}) AS is_owed
        FROM dossiers_dossier d WHERE d.id = ANY (wanted)) t
    WHERE p.dossier_id = t.id AND p.is_owed IS DISTINCT FROM t.is_owed;
END $$;
CREATE OR REPLACE FUNCTION desk_of_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted bigint[] := ARRAY(SELECT DISTINCT now.subject_id FROM new_rows now JOIN old_rows was ON was.id = now.id
                                 WHERE {changes});
BEGIN
    IF wanted <> '{{}}' THEN PERFORM desk_owe(wanted); END IF;
    RETURN NULL;
END $$;
"""
SENT = "(was.sent_at IS NULL) <> (now.sent_at IS NULL)"
SENT_OR_LET_GO = f"{SENT} OR (was.skipped_at IS NULL) <> (now.skipped_at IS NULL)"
BY_STATEMENT = """
CREATE FUNCTION desk_of_owing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM desk_owe(ARRAY(SELECT DISTINCT subject_id FROM new_rows));
    RETURN NULL;
END $$;
DROP TRIGGER desk_told ON dossiers_nationalmessage;
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION desk_of_told();
DROP TRIGGER desk_owed ON dossiers_nationalmessage;
CREATE TRIGGER desk_owed AFTER INSERT ON dossiers_nationalmessage
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION desk_of_owing();
CREATE TRIGGER desk_owed_no_more AFTER DELETE ON dossiers_nationalmessage
    FOR EACH ROW EXECUTE FUNCTION desk_of_owed();
"""
BY_ROW = """
DROP TRIGGER desk_owed_no_more ON dossiers_nationalmessage;
DROP TRIGGER desk_owed ON dossiers_nationalmessage;
CREATE TRIGGER desk_owed AFTER INSERT OR DELETE ON dossiers_nationalmessage
    FOR EACH ROW EXECUTE FUNCTION desk_of_owed();
DROP FUNCTION desk_of_owing;
DROP TRIGGER desk_told ON dossiers_nationalmessage;
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage FOR EACH ROW
    WHEN ((OLD.sent_at IS NULL) <> (NEW.sent_at IS NULL) OR (OLD.skipped_at IS NULL) <> (NEW.skipped_at IS NULL))
    EXECUTE FUNCTION desk_of_owed();
"""


class Migration(migrations.Migration):
    """What a batch has told the nation reaches the desk's places in one statement again, and so does what is owed.

    When letting go was added, the trigger had gone back to settling every message by itself: nine tenths of what a
    batch cost.
    """

    dependencies = [("dossiers", "0064_opened_by_link_officers")]

    operations = [
        migrations.RunSQL(
            OWE.format(and_owed=" AND n.skipped_at IS NULL", changes=SENT_OR_LET_GO),
            OWE.format(and_owed="", changes=SENT),
        ),
        migrations.RunSQL(BY_STATEMENT, BY_ROW),
    ]
