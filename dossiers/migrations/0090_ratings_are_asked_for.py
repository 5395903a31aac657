"""The sweep that asks for ratings finds what was received and handed over lately without reading all dossiers."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_sessions_of_the_nation"),
        ("agencies", "0005_link_officers"),
        ("dossiers", "0080_needed_assurance_is_shown"),
        ("procedures", "0019_integrated_services_are_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("handed_over_at__isnull", False)), fields=["handed_over_at"], name="dossier_ended"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("channel", "2"), ("received_at__isnull", False)),
                fields=["received_at"],
                name="dossier_taken_in",
            ),
        ),
    ]
