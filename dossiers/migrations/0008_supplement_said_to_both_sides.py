from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0007_supplement_before_acceptance"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossier",
            name="status",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Draft"),
                    (1, "Submitted"),
                    (2, "Received"),
                    (3, "Not received"),
                    (4, "In process"),
                    (5, "Waiting for a supplement"),
                    (6, "Waiting for payment"),
                    (7, "Withdrawn"),
                    (8, "Stopped"),
                    (9, "Result ready"),
                    (10, "Result handed over"),
                ],
                default=0,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="status",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Draft"),
                    (1, "Submitted"),
                    (2, "Received"),
                    (3, "Not received"),
                    (4, "In process"),
                    (5, "Waiting for a supplement"),
                    (6, "Waiting for payment"),
                    (7, "Withdrawn"),
                    (8, "Stopped"),
                    (9, "Result ready"),
                    (10, "Result handed over"),
                ]
            ),
        ),
        migrations.AlterField(
            model_name="dossierevent",
            name="status_before",
            field=models.PositiveSmallIntegerField(
                choices=[
                    (0, "Draft"),
                    (1, "Submitted"),
                    (2, "Received"),
                    (3, "Not received"),
                    (4, "In process"),
                    (5, "Waiting for a supplement"),
                    (6, "Waiting for payment"),
                    (7, "Withdrawn"),
                    (8, "Stopped"),
                    (9, "Result ready"),
                    (10, "Result handed over"),
                ]
            ),
        ),
    ]
