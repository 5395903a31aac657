"""A refund moves forward only: approved or not, sent, completed; and what it is about never changes."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_refund_forward() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
        ('proposed', 'approved'), ('proposed', 'refused'), ('approved', 'sent'), ('sent', 'completed')
    ) THEN
        RAISE EXCEPTION 'a refund does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    IF (OLD.settlement_id, OLD.request_id, OLD.amount, OLD.proposed_by_id)
        IS DISTINCT FROM (NEW.settlement_id, NEW.request_id, NEW.amount, NEW.proposed_by_id) THEN
        RAISE EXCEPTION 'what a refund pays back is not changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER payments_refund_forward BEFORE UPDATE ON payments_refund
    FOR EACH ROW EXECUTE FUNCTION payments_refund_forward()
"""
BACK = "DROP TRIGGER payments_refund_forward ON payments_refund; DROP FUNCTION payments_refund_forward()"


class Migration(migrations.Migration):
    dependencies = [("payments", "0011_receipts_on_paper")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
