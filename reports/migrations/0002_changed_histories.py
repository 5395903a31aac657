"""Every event of a dossier notes in the same transaction that its figures are to be counted anew; nothing is unique
here, so that no writer waits for who counts."""

from django.db import migrations

NOTE = """
CREATE FUNCTION reports_note_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reports_changed (dossier_id) VALUES (NEW.dossier_id);
    RETURN NULL;
END $$;
CREATE TRIGGER reports_changed AFTER INSERT ON dossiers_dossierevent
    FOR EACH ROW EXECUTE FUNCTION reports_note_change();
"""
FORGET = "DROP FUNCTION reports_note_change() CASCADE"
ALL = "INSERT INTO reports_changed (dossier_id) SELECT id FROM dossiers_dossier WHERE code IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunSQL(NOTE, FORGET), migrations.RunSQL(ALL, migrations.RunSQL.noop)]
