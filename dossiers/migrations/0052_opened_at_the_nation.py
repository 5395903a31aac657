"""The national portal opens files, too: an opening without a person and a post of ours."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT
ROLES = [
    ("clerk", "reception clerk"),
    ("officer", "officer"),
    ("leader", "leader"),
    ("cashier", "cashier"),
    ("catalogue", "catalogue administrator"),
    ("admin", "system administrator"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0004_watched_reorganisations"),
        ("dossiers", "0051_files_there"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            "opening", "agency", models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="agencies.agency")
        ),
        migrations.AlterField(
            "opening",
            "by",
            models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField("opening", "role", models.CharField(blank=True, choices=ROLES, max_length=12)),
        migrations.AddConstraint(
            "opening",
            models.UniqueConstraint(
                fields=["dossier", "what", "quarter"],
                condition=models.Q(by__isnull=True),
                name="opening_there_once_a_quarter",
            ),
        ),
        migrations.AddConstraint(
            "opening",
            models.CheckConstraint(
                condition=models.Q(by__isnull=True, agency__isnull=True, role="")
                | models.Q(by__isnull=False, agency__isnull=False) & ~models.Q(role=""),
                name="opening_by_a_post_or_there",
            ),
        ),
    ]
