from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0021_opinions_and_verifications"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "dossiers_task",
                dossier="dossier_id",
                says=(
                    "number",
                    "branch",
                    "role",
                    "agency_id",
                    "assignee_id",
                    "begun_at",
                    "due_at",
                    "ended_at",
                    "outcome",
                ),
            ),
            Watch(
                "dossiers_approval",
                dossier="dossier_id",
                says=("proposed", "proposed_by_id", "proposed_at", "decision", "decided_by_id", "decided_at"),
            ),
            Watch(
                "dossiers_opinion",
                dossier="dossier_id",
                says=("agency_id", "asked_by_id", "asked_at", "due_at", "answered_by_id", "answered_at", "closed_at"),
            ),
            Watch(
                "dossiers_verification",
                dossier="dossier_id",
                says=("held_at", "file_id", "recorded_by_id", "recorded_at"),
            ),
        )
    ]
