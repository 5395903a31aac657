"""The pages of procedures say whether one may file at the national portal: a changed plan is a changed catalogue."""

from django.db import migrations

WATCH = """
CREATE TRIGGER catalogue_grown AFTER INSERT OR DELETE ON procedures_planentry
    FOR EACH ROW EXECUTE FUNCTION procedures_catalogue_changed();
CREATE TRIGGER catalogue_changed AFTER UPDATE ON procedures_planentry
    FOR EACH ROW WHEN (OLD.integrated_on IS DISTINCT FROM NEW.integrated_on)
    EXECUTE FUNCTION procedures_catalogue_changed();
"""
REST = "DROP TRIGGER catalogue_grown ON procedures_planentry; DROP TRIGGER catalogue_changed ON procedures_planentry;"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0018_national_clicks")]
    operations = [migrations.RunSQL(WATCH, REST)]
