"""The database notes itself that what readers see has changed, once for a transaction (``procedures.generation``).

Parts of published editions need no watch: they cannot change (0003).
"""

import django.contrib.postgres.functions
from django.db import migrations, models

WATCHED = (
    "procedures_procedure", "procedures_field", "procedures_decision", "procedures_decisionline", "procedures_guide",
    "procedures_guidestep", "procedures_lifeevent", "procedures_lifeevententry", "procedures_searchentry",
    "procedures_word", "procedures_synonym", "agencies_agency", "calendar_workday", "calendar_workinghours",
)  # fmt: skip

NOTE = """
CREATE FUNCTION procedures_catalogue_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('catalogue.noted', true), '') = '' THEN
        INSERT INTO procedures_cataloguechange DEFAULT VALUES;
        PERFORM set_config('catalogue.noted', 'yes', true);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_changed AFTER INSERT OR UPDATE ON procedures_edition
    FOR EACH ROW WHEN (NEW.state = 'published') EXECUTE FUNCTION procedures_catalogue_changed();
"""
WATCH = """
CREATE TRIGGER catalogue_grown AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION procedures_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION procedures_catalogue_changed();
"""
REST = "DROP TRIGGER catalogue_grown ON {table}; DROP TRIGGER catalogue_changed ON {table};"
FORGET = """
DROP TRIGGER catalogue_changed ON procedures_edition;
DROP FUNCTION procedures_catalogue_changed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0009_standardisation"),
        ("agencies", "0001_initial"),
        ("calendar", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CatalogueChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
        migrations.DeleteModel(name="CatalogueGeneration"),
        migrations.RunSQL(
            NOTE + "".join(WATCH.format(table=table) for table in WATCHED),
            "".join(REST.format(table=table) for table in WATCHED) + FORGET,
        ),
    ]
