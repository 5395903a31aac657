from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_answers_set_aside")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="position",
            field=models.PositiveIntegerField(
                default=0, db_default=0, help_text="among the files of one paper; equal ones by age"
            ),
        ),
        migrations.AlterModelOptions(name="attachment", options={"ordering": ["position", "pk"]}),
    ]
