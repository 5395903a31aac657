from django.db import migrations, models


class Migration(migrations.Migration):
    """A message owed again keeps when it was acknowledged first (decision 030)."""

    dependencies = [("dossiers", "0055_watched_of_the_nation")]

    operations = [
        migrations.AddField(
            "nationalmessage",
            "first_sent_at",
            models.DateTimeField(
                null=True, help_text="when it was acknowledged before it was owed again; empty where it never was"
            ),
        )
    ]
