"""Beginning an entry writes one row alone: what counts is what was sent."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("feedback", "0043_answered_in_time_by_field")]

    operations = [migrations.RemoveField(model_name="tally", name="began")]
