from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0041_decided"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "dossiers_issuedpaper",
                dossier="dossier_id",
                says=(
                    "dossier_id",
                    "event_id",
                    "key",
                    "version",
                    "number",
                    "issued_at",
                    "issued_by_id",
                    "agency_id",
                    "file_id",
                    "made_at",
                    "is_signed",
                    "previous_id",
                    "replaced_at",
                    "revoked_at",
                    "revoked_by_id",
                ),
                ignores=("next_attempt_at", "attempts", "last_error"),
            ),
            Watch("dossiers_resulttemplate", says=("procedure_id", "name", "is_active"), ignores=("changed_at",)),
            Watch(
                "dossiers_resultdraft",
                dossier="dossier_id",
                says=("template_id", "number", "drafted_by_id", "issued_at"),
                ignores=("saved_at",),
            ),
        )
    ]
