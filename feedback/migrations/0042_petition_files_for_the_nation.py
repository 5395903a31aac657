"""So long the nation can fetch what was enclosed with a petition received here; before that, it is told anew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0041_answer_files_watched")]

    operations = [
        migrations.AddField(
            model_name="petition",
            name="nation_files_until",
            field=models.DateTimeField(
                editable=False, help_text="so long the nation can fetch the files that our report names", null=True
            ),
        ),
    ]
