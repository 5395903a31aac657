import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0037_hand_over_slips"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Outage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("begun_at", models.DateTimeField(verbose_name="from")),
                ("ended_at", models.DateTimeField(verbose_name="to")),
                ("ground", models.TextField(verbose_name="what had happened")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="one-stop unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-begun_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="outage",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__gt", models.F("begun_at"))), name="outage_ends_later"
            ),
        ),
        migrations.CreateModel(
            name="BookNumber",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("serial", models.PositiveIntegerField(verbose_name="number")),
                ("crossed_out_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="deciding agency",
                    ),
                ),
                (
                    "crossed_out_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "dossier",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="book_number",
                        to="dossiers.dossier",
                    ),
                ),
                (
                    "outage",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="numbers", to="dossiers.outage"
                    ),
                ),
            ],
            options={
                "ordering": ["agency", "day", "serial"],
            },
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.UniqueConstraint(fields=("agency", "day", "serial"), name="book_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("dossier__isnull", True), ("crossed_out_at__isnull", True), _connector="OR"),
                name="book_number_used_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="booknumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("crossed_out_at__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="book_number_crossed_out_with_reason",
            ),
        ),
    ]
