"""Lines of the log of exchanges leave by this function of the owner alone, and never younger than ninety days."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION forget_exchanges(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (
        DELETE FROM national_exchange WHERE id IN (
            SELECT id FROM national_exchange
            WHERE started_at < least(before, now() - interval '90 days') ORDER BY started_at LIMIT 50000
        ) RETURNING 1
    )
    SELECT count(*) FROM gone
$$
"""


class Migration(migrations.Migration):
    dependencies = [("national", "0001_exchanges")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION forget_exchanges(timestamptz)")]
