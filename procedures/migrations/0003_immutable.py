"""Published law is never edited (design §1.7): the database refuses it, whoever asks.

An edition goes from draft to published once; from then on neither it nor a row it is made of changes. TRUNCATE is not
granted to the application role.
"""

from django.db import migrations

PARTS = ("case", "component", "timelimit", "fee", "exemption", "processstep", "responsibility", "example")

EDITION = """
CREATE FUNCTION procedures_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'edition % is published and stays as it is', OLD.id USING ERRCODE = 'restrict_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_stays BEFORE UPDATE OR DELETE ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION procedures_edition_stays();
"""

# FOR SHARE: waits for a publication in flight, so that no row slips in behind it.
PART = """
CREATE FUNCTION procedures_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
    wholes bigint[] := '{}';
    found text;
BEGIN
    IF TG_OP <> 'INSERT' THEN wholes := wholes || OLD.edition_id::bigint; END IF;
    IF TG_OP <> 'DELETE' THEN wholes := wholes || NEW.edition_id::bigint; END IF;
    FOREACH whole IN ARRAY wholes LOOP
        SELECT state INTO found FROM procedures_edition WHERE id = whole FOR SHARE;
        IF found = 'published' THEN
            RAISE EXCEPTION 'edition % is published and stays as it is', whole USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
"""
TRIGGER = """
CREATE TRIGGER published_stays BEFORE INSERT OR UPDATE OR DELETE ON procedures_{part}
    FOR EACH ROW EXECUTE FUNCTION procedures_part_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_decisions")]

    operations = [
        migrations.RunSQL(
            EDITION,
            "DROP TRIGGER published_stays ON procedures_edition; DROP FUNCTION procedures_edition_stays();",
        ),
        migrations.RunSQL(
            PART + "".join(TRIGGER.format(part=part) for part in PARTS),
            "".join(f"DROP TRIGGER published_stays ON procedures_{part};" for part in PARTS)
            + "DROP FUNCTION procedures_part_stays();",
        ),
    ]
