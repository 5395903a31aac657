from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_forward_and_balanced"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "payments_paymentrequest",
                dossier="account_id",
                says=("account_id", "kind", "hold_id", "asked_at", "asked_by_id", "withdrawn_at", "withdrawn_by_id"),
            ),
            Watch(
                "payments_attempt",
                says=("request_id", "assessment_id", "provider", "reference", "amount", "state", "expires_at"),
                ignores=("next_query_at", "address"),
            ),
            Watch(
                "payments_refund",
                says=(
                    "settlement_id", "request_id", "amount", "reason", "state", "proposed_by_id", "decided_by_id",
                    "sent_by_id", "completed_at",
                ),
            ),
            Watch(
                "payments_workitem",
                says=("kind", "proposed", "account_id", "settlement_id", "closed_at", "closed_by_id", "done"),
            ),
            Watch("payments_receiptvoid", says=("receipt_id", "at", "by_id")),
        )
    ]  # fmt: skip
