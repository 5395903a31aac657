"""Pages of procedures say how many low ratings of their field were answered in time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0042_petition_files_for_the_nation")]

    operations = [
        migrations.AddField(
            model_name="procedurestanding",
            name="in_time_of_field",
            field=models.PositiveSmallIntegerField(
                help_text="the same of its field of procedures, where five or more were to be answered", null=True
            ),
        ),
    ]
