from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_supplement_said_to_both_sides")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="typed",
            field=models.JSONField(
                db_default={},
                default=dict,
                help_text="of a draft: by question, its controls as they were left, not checked yet (autosave.py)",
            ),
        ),
    ]
