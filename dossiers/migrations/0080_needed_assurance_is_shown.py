"""The pages of procedures say which level of assurance filing needs: a changed demand is a changed catalogue."""

from django.db import migrations

WATCH = """
CREATE TRIGGER catalogue_grown AFTER INSERT OR DELETE ON dossiers_neededassurance
    FOR EACH ROW EXECUTE FUNCTION procedures_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER UPDATE ON dossiers_neededassurance
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION procedures_catalogue_changed();
"""
REST = """
DROP TRIGGER catalogue_grown ON dossiers_neededassurance;
DROP TRIGGER catalogue_changed ON dossiers_neededassurance;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0071_heeded_columns"),
        ("procedures", "0019_integrated_services_are_shown"),
    ]

    operations = [migrations.RunSQL(WATCH, REST)]
