"""Looks at what is posted at the counters (TT 01/2018/TT-VPCP Đ.13, indicator 6)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_link_officers"),
        ("feedback", "0032_entries_change_in_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PostingCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(default=django.utils.timezone.localdate, verbose_name="looked on")),
                (
                    "missing",
                    models.PositiveSmallIntegerField(
                        help_text="Those posted wrongly, in part or in an old version count, too.",
                        verbose_name="procedures not posted",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        help_text="The agency reads it, so that it can mend it.",
                        max_length=2000,
                        verbose_name="which ones",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="agency",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of what is posted",
                "verbose_name_plural": "checks of what is posted",
                "ordering": ["-on", "-pk"],
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
    ]
