"""What an issued paper says, and its file once made, no one can change. The database promises it."""

from django.db import migrations

STAYS = """
CREATE FUNCTION dossiers_issuedpaper_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an issued paper stays' USING ERRCODE = 'restrict_violation';
    END IF;
    IF OLD.facts <> '{}'::jsonb AND NEW.facts IS DISTINCT FROM OLD.facts
        OR OLD.file_id IS NOT NULL AND NEW.file_id IS DISTINCT FROM OLD.file_id
        OR OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at
        OR (NEW.token, NEW.dossier_id, NEW.key, NEW.version, NEW.number, NEW.issued_at, NEW.official, NEW.agency_id)
            IS DISTINCT FROM
           (OLD.token, OLD.dossier_id, OLD.key, OLD.version, OLD.number, OLD.issued_at, OLD.official, OLD.agency_id)
    THEN
        RAISE EXCEPTION 'an issued paper stays as it was issued' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER issued_stays BEFORE UPDATE OR DELETE ON dossiers_issuedpaper
    FOR EACH ROW EXECUTE FUNCTION dossiers_issuedpaper_stays();
"""
FREE = "DROP TRIGGER issued_stays ON dossiers_issuedpaper; DROP FUNCTION dossiers_issuedpaper_stays();"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0032_issued_papers")]
    operations = [migrations.RunSQL(STAYS, FREE)]
