from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0022_watched_steps"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "dossiers_dossier",
                dossier="id",
                says=(
                    "status",
                    "provisional_number",
                    "code",
                    "edition_id",
                    "case_id",
                    "channel",
                    "agency_id",
                    "received_by_id",
                    "submitter_id",
                    "return_by",
                    "submitted_at",
                    "reception_due_at",
                    "received_at",
                    "first_due_at",
                    "due_at",
                    "finished_at",
                    "handed_over_at",
                    "withdrawal_asked_at",
                    "last_event",
                ),
                ignores=("saved_at", "version", "typed", "nation_knows_since", "nation_digest"),
                only="NEW.status <> 0",
            ),
            Watch(
                "dossiers_involvement", dossier="dossier_id", says=("dossier_id", "agency_id", "part", "since", "until")
            ),
            Watch(
                "dossiers_attachment",
                dossier="dossier_id",
                says=("dossier_id", "component_id", "kind", "stored_id", "removed_at"),
            ),
            Watch(
                "dossiers_result",
                dossier="dossier_id",
                says=(
                    "file_id",
                    "number",
                    "signed_on",
                    "valid_until",
                    "issued_at",
                    "released_at",
                    "replaced_at",
                    "revoked_at",
                ),
                ignores=("downloaded_at",),
            ),
            Watch("dossiers_message", dossier="dossier_id", says=("side", "by_id", "agency_id", "written_at")),
            Watch(
                "dossiers_supplementrequest",
                dossier="dossier_id",
                says=("number", "asked_at", "asked_by_id", "due_at", "completed_at"),
                ignores=("saved_at", "version", "answers", "remarks"),
            ),
            Watch("dossiers_dispatch", dossier="dossier_id", says=("number", "posted_on", "charge", "handed_by_id")),
            Watch(
                "dossiers_opening",
                dossier="dossier_id",
                says=("dossier_id", "by_id", "role", "agency_id", "what", "opened_at"),
                chained_by="dossier_id",
            ),
        )
    ]
