from django.db import migrations

OWE = """
CREATE FUNCTION desk_owe(wanted bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM dossiers_dossier WHERE id = ANY (wanted) ORDER BY id FOR NO KEY UPDATE;
    UPDATE dossiers_place p SET is_owed = t.is_owed FROM (
        SELECT d.id, d.code IS NOT NULL AND EXISTS (
            SELECT FROM dossiers_nationalmessage n WHERE n.subject_id = d.id AND n.sent_at IS NULL) AS is_owed
        FROM dossiers_dossier d WHERE d.id = ANY (wanted)) t
    WHERE p.dossier_id = t.id AND p.is_owed IS DISTINCT FROM t.is_owed;
END $$;
CREATE FUNCTION desk_of_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted bigint[] := ARRAY(SELECT DISTINCT now.subject_id FROM new_rows now JOIN old_rows was ON was.id = now.id
                                 WHERE (was.sent_at IS NULL) <> (now.sent_at IS NULL));
BEGIN
    IF wanted <> '{}' THEN PERFORM desk_owe(wanted); END IF;
    RETURN NULL;
END $$;
DROP TRIGGER desk_told ON dossiers_nationalmessage;
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION desk_of_told();
"""
ONE_BY_ONE = """
DROP TRIGGER desk_told ON dossiers_nationalmessage;
DROP FUNCTION desk_of_told;
DROP FUNCTION desk_owe;
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage FOR EACH ROW
    WHEN ((OLD.sent_at IS NULL) <> (NEW.sent_at IS NULL)) EXECUTE FUNCTION desk_of_owed();
"""


class Migration(migrations.Migration):
    """What a batch has told the nation reaches the desk's places in one statement, no longer message by message.

    Only ``is_owed`` follows from it; as with every change of places the dossiers are locked first.
    """

    dependencies = [("dossiers", "0057_both_ledgers")]

    operations = [migrations.RunSQL(OWE, ONE_BY_ONE)]
