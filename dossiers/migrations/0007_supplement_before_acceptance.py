from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_files_of_supplements")]

    operations = [
        migrations.RemoveConstraint(
            model_name="dossier",
            name="dossier_code_from_acceptance",
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", [0, 1, 3, 5, 7]),
                    models.Q(("code__isnull", False), ("received_at__isnull", False)),
                    _connector="OR",
                ),
                name="dossier_code_from_acceptance",
            ),
        ),
    ]
