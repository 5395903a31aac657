from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0005_supplement_requests")]

    operations = [
        migrations.AlterField(
            model_name="attachment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("paper", "paper handed in"),
                    ("offered", "put in for a supplement, not sent yet"),
                    ("replaced", "replaced by a supplement"),
                    ("result", "result"),
                ],
                default="paper",
                max_length=10,
            ),
        ),
    ]
