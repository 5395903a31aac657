from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("payments", "0022_refusals_and_rests"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "payments_statement",
                says=("provider", "on", "sha256", "imported_by_id", "compared_at", "there_sum", "here_sum"),
                ignores=("job_id",),
            ),
            Watch("payments_discrepancy", says=("statement_id", "kind", "state", "transaction_id", "ended_by_id")),
            Watch(
                "payments_till",
                says=("agency_id", "cashier_id", "on", "closed_at", "expected", "counted", "confirmed_by_id"),
            ),
        )
    ]
