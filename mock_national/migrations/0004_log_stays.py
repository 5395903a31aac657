"""Lines of the message log are inserted and nothing else, whoever asks."""

from django.db import migrations

STAYS = """
CREATE FUNCTION message_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log of messages is append-only';
END $$;
CREATE TRIGGER message_log_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON mock_national_loggedmessage
FOR EACH STATEMENT EXECUTE FUNCTION message_log_stays()
"""
UNDONE = """
DROP TRIGGER message_log_stays ON mock_national_loggedmessage;
DROP FUNCTION message_log_stays()
"""


class Migration(migrations.Migration):
    dependencies = [("mock_national", "0003_wire")]

    operations = [migrations.RunSQL(STAYS, UNDONE)]
