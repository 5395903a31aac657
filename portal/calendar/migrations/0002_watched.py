from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_initial"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch("calendar_workday", says=("date", "kind", "name", "is_proposed")),
            Watch("calendar_workinghours", says=("weekday", "starts_at", "ends_at", "valid_from", "valid_to")),
        )
    ]
