from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0054_needed_assurance"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch("dossiers_nationalsubmission", dossier="dossier_id", says=("dossier_id", "sent_at", "arrived_at")),
            Watch("dossiers_neededassurance", says=("procedure_id", "level")),
        )
    ]
