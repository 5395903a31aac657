"""What must never be false of money, kept by the database: attempts move forward only, and at every commit the entries
of a settlement add up to it, none of its places holding less than nothing."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION payments_forward() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
        ('created', 'handed'), ('created', 'failed'), ('created', 'expired'), ('created', 'confirmed'),
        ('handed', 'failed'), ('handed', 'expired'), ('handed', 'confirmed'),
        ('failed', 'confirmed'), ('expired', 'failed'), ('expired', 'confirmed')
    ) THEN
        RAISE EXCEPTION 'an attempt does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER payments_forward BEFORE UPDATE OF state ON payments_attempt
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION payments_forward()
"""
NOT_FORWARD = "DROP TRIGGER payments_forward ON payments_attempt; DROP FUNCTION payments_forward()"

BALANCED = """
CREATE FUNCTION payments_balanced() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE
    settled bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
    arrived bigint;
    booked bigint;
BEGIN
    SELECT amount INTO arrived FROM payments_settlement WHERE id = settled;
    SELECT coalesce(sum(amount), 0) INTO booked FROM payments_entry
        WHERE settlement_id = settled AND refund_id IS NULL;
    IF booked <> arrived THEN
        RAISE EXCEPTION 'settlement %: % arrived, % booked', settled, arrived, booked USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM payments_entry WHERE settlement_id = settled GROUP BY request_id HAVING sum(amount) < 0)
    THEN
        RAISE EXCEPTION 'settlement %: a place holds less than nothing', settled USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $body$;
CREATE CONSTRAINT TRIGGER payments_settlement_balanced AFTER INSERT ON payments_settlement
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_balanced('id');
CREATE CONSTRAINT TRIGGER payments_entry_balanced AFTER INSERT ON payments_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_balanced('settlement_id')
"""
NOT_BALANCED = """
DROP TRIGGER payments_entry_balanced ON payments_entry;
DROP TRIGGER payments_settlement_balanced ON payments_settlement;
DROP FUNCTION payments_balanced()
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, NOT_FORWARD), migrations.RunSQL(BALANCED, NOT_BALANCED)]
