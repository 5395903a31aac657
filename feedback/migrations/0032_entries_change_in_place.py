"""An entry is saved some times before it is sent: room is left on its page, so that no index is touched."""

from django.db import migrations

ROOM = """
ALTER TABLE feedback_entry SET (fillfactor = 75);
ALTER TABLE feedback_tally SET (fillfactor = 50);
"""
FULL = """
ALTER TABLE feedback_entry RESET (fillfactor);
ALTER TABLE feedback_tally RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("feedback", "0031_published_unchanged")]

    operations = [migrations.RunSQL(ROOM, FULL)]
