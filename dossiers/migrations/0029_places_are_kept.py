"""The database keeps the places and words of dossiers right by itself, whoever writes and by whichever way.

Two views say what is true. ``desk_settle`` brings a dossier's rows to it; triggers call it for every change that
matters. It first locks the dossier, then reads: of two transactions that change different parts, the second sees what
the first has written. All runs as the owner of the tables, for the application may only read them.
"""

from django.db import migrations

WORDS = r"""
CREATE FUNCTION desk_plain(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(btrim(regexp_replace(lower(regexp_replace(
        normalize(translate(said, 'đĐ', 'dd'), NFD), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g')),
        '\y(h|k|l|m|s|t|qu)y\y', '\1i', 'g')
$$;
CREATE FUNCTION desk_heap(status smallint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (CASE status WHEN 1 THEN 1 WHEN 2 THEN 2 WHEN 4 THEN 2 WHEN 5 THEN 3 WHEN 6 THEN 4 WHEN 8 THEN 7
            WHEN 9 THEN 5 ELSE 6 END)::smallint
$$;
"""
TRUTH = r"""
CREATE VIEW desk_reach AS
    SELECT DISTINCT dossier_id, agency_id FROM dossiers_involvement WHERE until IS NULL;
CREATE VIEW desk_places AS
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
                                          WHERE n.subject_id = d.id AND n.sent_at IS NULL) AS is_owed
    FROM dossiers_dossier d
    JOIN procedures_edition e ON e.id = d.edition_id
    JOIN desk_reach r ON r.dossier_id = d.id
    WHERE d.status <> 0;
CREATE VIEW desk_words AS
    SELECT d.id AS dossier_id, array_to_tsvector(ARRAY(
        SELECT left(word, 60) FROM unnest(string_to_array(desk_plain(concat_ws(' ', d.code, d.provisional_number,
            d.owner ->> 'name', p.code, e.name, d.summary)), ' ')) word WHERE word <> ''
        UNION SELECT '#' || digits FROM (VALUES (d.owner ->> 'id_number'), (d.owner ->> 'tax_code'),
            (d.owner ->> 'phone')) kept (said), left(regexp_replace(said, '[^0-9]', '', 'g'), 20) digits
            WHERE digits <> ''
        UNION SELECT '@' || r.agency_id FROM desk_reach r WHERE r.dossier_id = d.id
        UNION SELECT '+' WHERE desk_heap(d.status) <> 6)) AS words
    FROM dossiers_dossier d
    JOIN procedures_edition e ON e.id = d.edition_id
    JOIN procedures_procedure p ON p.id = e.procedure_id
    WHERE d.status <> 0 AND EXISTS (SELECT FROM desk_reach r WHERE r.dossier_id = d.id);
"""
COLUMNS = (
    "dossier_id, agency_id, heap, rank, at, status, procedure_id, field_id, decider_id, channel, received_at, due_at, "
    "is_asking, correction_waits, is_owed"
)
TAKEN = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS.split(", ")[2:])
HAD = ", ".join(f"p.{name}" for name in COLUMNS.split(", ")[2:])
HAS = ", ".join(f"EXCLUDED.{name}" for name in COLUMNS.split(", ")[2:])
SETTLE = f"""
CREATE FUNCTION desk_settle(wanted bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM dossiers_dossier WHERE id = wanted FOR NO KEY UPDATE;
    DELETE FROM dossiers_place p WHERE p.dossier_id = wanted AND NOT EXISTS (
        SELECT FROM desk_places t WHERE t.dossier_id = wanted AND t.agency_id = p.agency_id);
    INSERT INTO dossiers_place AS p ({COLUMNS}) SELECT {COLUMNS} FROM desk_places WHERE dossier_id = wanted
        ON CONFLICT (dossier_id, agency_id) DO UPDATE SET {TAKEN} WHERE ({HAD}) IS DISTINCT FROM ({HAS});
END $$;
CREATE FUNCTION desk_name(wanted bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM dossiers_dossier WHERE id = wanted FOR NO KEY UPDATE;
    DELETE FROM dossiers_words w WHERE w.dossier_id = wanted
        AND NOT EXISTS (SELECT FROM desk_words t WHERE t.dossier_id = wanted);
    INSERT INTO dossiers_words AS w (dossier_id, words) SELECT dossier_id, words FROM desk_words
        WHERE dossier_id = wanted
        ON CONFLICT (dossier_id) DO UPDATE SET words = EXCLUDED.words WHERE w.words IS DISTINCT FROM EXCLUDED.words;
END $$;
CREATE FUNCTION desk_rebuild() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    LOCK TABLE dossiers_dossier, dossiers_involvement IN SHARE MODE;
    DELETE FROM dossiers_place;
    DELETE FROM dossiers_words;
    INSERT INTO dossiers_place ({COLUMNS}) SELECT {COLUMNS} FROM desk_places;
    INSERT INTO dossiers_words (dossier_id, words) SELECT dossier_id, words FROM desk_words;
$$;
"""  # noqa: S608  (put together from names above)
TRIGGERS = """
CREATE FUNCTION desk_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_settle(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION desk_names_of_dossier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_name(NEW.id); RETURN NULL; END $$;
CREATE TRIGGER desk_placed AFTER UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN ((OLD.status, OLD.due_at, OLD.reception_due_at, OLD.code, OLD.edition_id, OLD.agency_id, OLD.channel,
           OLD.received_at) IS DISTINCT FROM
          (NEW.status, NEW.due_at, NEW.reception_due_at, NEW.code, NEW.edition_id, NEW.agency_id, NEW.channel,
           NEW.received_at) OR (desk_heap(NEW.status) = 6 AND NEW.status <> 0 AND OLD.saved_at <> NEW.saved_at))
    EXECUTE FUNCTION desk_of_dossier();
CREATE TRIGGER desk_named AFTER UPDATE ON dossiers_dossier FOR EACH ROW
    WHEN (NEW.status <> 0 AND
          (desk_heap(OLD.status) = 6, OLD.code, OLD.provisional_number, OLD.edition_id, OLD.owner, OLD.summary)
          IS DISTINCT FROM
          (desk_heap(NEW.status) = 6, NEW.code, NEW.provisional_number, NEW.edition_id, NEW.owner, NEW.summary)
          OR OLD.status = 0 AND NEW.status <> 0 OR OLD.status <> 0 AND NEW.status = 0)
    EXECUTE FUNCTION desk_names_of_dossier();

CREATE FUNCTION desk_of_involvement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM desk_settle(OLD.dossier_id), desk_name(OLD.dossier_id); END IF;
    IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND OLD.dossier_id <> NEW.dossier_id THEN
        PERFORM desk_settle(NEW.dossier_id), desk_name(NEW.dossier_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER desk_reached AFTER INSERT OR UPDATE OR DELETE ON dossiers_involvement
    FOR EACH ROW EXECUTE FUNCTION desk_of_involvement();

CREATE FUNCTION desk_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_settle(NEW.dossier_id); RETURN NULL; END $$;
CREATE TRIGGER desk_asked AFTER INSERT ON dossiers_message
    FOR EACH ROW WHEN (NEW.side = 'applicant') EXECUTE FUNCTION desk_of_message();

CREATE FUNCTION desk_of_reading() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_settle(dossier_id) FROM dossiers_message WHERE id = NEW.message_id; RETURN NULL; END $$;
CREATE TRIGGER desk_read AFTER INSERT ON dossiers_reading FOR EACH ROW EXECUTE FUNCTION desk_of_reading();

CREATE FUNCTION desk_of_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_settle(dossier_id) FROM dossiers_result WHERE id = coalesce(NEW.result_id, OLD.result_id);
RETURN NULL; END $$;
CREATE TRIGGER desk_corrected AFTER INSERT OR UPDATE OR DELETE ON dossiers_correctionrequest
    FOR EACH ROW EXECUTE FUNCTION desk_of_correction();

CREATE FUNCTION desk_of_owed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM desk_settle(coalesce(NEW.subject_id, OLD.subject_id)); RETURN NULL; END $$;
CREATE TRIGGER desk_owed AFTER INSERT OR DELETE ON dossiers_nationalmessage
    FOR EACH ROW EXECUTE FUNCTION desk_of_owed();
CREATE TRIGGER desk_told AFTER UPDATE ON dossiers_nationalmessage FOR EACH ROW
    WHEN ((OLD.sent_at IS NULL) <> (NEW.sent_at IS NULL)) EXECUTE FUNCTION desk_of_owed();
"""
DROP = """
DROP FUNCTION desk_of_dossier, desk_names_of_dossier, desk_of_involvement, desk_of_message, desk_of_reading,
    desk_of_correction, desk_of_owed CASCADE;
DROP FUNCTION desk_settle, desk_name, desk_rebuild;
DROP VIEW desk_words, desk_places, desk_reach;
DROP FUNCTION desk_heap, desk_plain;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0028_places_of_dossiers")]

    operations = [
        migrations.RunSQL(WORDS + TRUTH + SETTLE + TRIGGERS, DROP),
        migrations.RunSQL("SELECT desk_rebuild()", migrations.RunSQL.noop),
    ]
