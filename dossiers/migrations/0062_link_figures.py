"""Figures of the link are read from indexes, however many dossiers there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0061_link_watched")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("code__isnull", False), ("status__in", [3, 7]), _connector="OR"),
                fields=["agency", "nation_knows_since"],
                name="dossier_known_there",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierevent",
            index=models.Index(
                condition=models.Q(("action__in", ["submit", "submit_at_nation"])),
                fields=["at", "dossier"],
                name="event_filed",
            ),
        ),
        migrations.AddIndex(
            model_name="nationalmessage",
            index=models.Index(
                condition=models.Q(("sent_at__isnull", False)), fields=["sent_at"], name="national_sent"
            ),
        ),
    ]
