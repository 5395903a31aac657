"""Lines written before say nothing of the day of integration: the newest one of each entry takes what the entry says,
the others none, as the steps before publishing have none."""

from django.db import migrations

FILL = """
UPDATE procedures_planstep line SET integrated_on = entry.integrated_on
FROM procedures_planentry entry
WHERE entry.id = line.entry_id AND entry.integrated_on IS NOT NULL
  AND line.id = (SELECT max(id) FROM procedures_planstep WHERE entry_id = entry.id)
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_integration_days_in_history")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
