import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import dossiers.results.models
from dossiers.results.models import new_token


def take_over(apps, schema_editor):
    """Results recorded before they had rows of their own: the last file of a dossier is the one that counts."""
    Attachment, Result = apps.get_model("dossiers", "Attachment"), apps.get_model("dossiers", "Result")
    ready = Attachment.objects.filter(kind="result", result__isnull=True, dossier__finished_at__isnull=False)
    for file in ready.select_related("dossier").order_by("dossier", "-pk").distinct("dossier"):
        dossier = file.dossier
        Result.objects.create(
            dossier=dossier,
            file=file,
            token=new_token(),
            number=dossier.result_number or "-",
            signed_on=timezone.localdate(dossier.finished_at),
            issued_at=dossier.finished_at,
            released_at=dossier.handed_over_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0010_openings_and_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

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
                    ("enclosing", "put beside a message, not sent yet"),
                    ("message", "sent with a message"),
                    ("correction", "shows what is wrong with the result"),
                ],
                default="paper",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "token",
                    models.CharField(
                        default=dossiers.results.models.new_token,
                        help_text="where it can be checked",
                        max_length=43,
                        unique=True,
                    ),
                ),
                ("number", models.CharField(max_length=60, verbose_name="number")),
                ("signed_on", models.DateField(verbose_name="signed on")),
                ("signer_title", models.CharField(blank=True, max_length=200, verbose_name="title of who signed")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("released_at", models.DateTimeField(help_text="since when the applicant may read it", null=True)),
                ("replaced_at", models.DateTimeField(null=True, verbose_name="replaced")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="revoked")),
                ("revoked_because", models.TextField(blank=True, verbose_name="reason of the revocation")),
                ("downloaded_at", models.DateTimeField(help_text="first download by the applicant", null=True)),
                ("read_at", models.DateTimeField(help_text="the applicant said so by the button", null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="results", to="dossiers.dossier"
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="result", to="dossiers.attachment"
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="dossiers.result",
                    ),
                ),
            ],
            options={
                "ordering": ["dossier", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.JSONField(default=list, help_text="of What")),
                ("text", models.TextField(verbose_name="what is wrong and how it should read")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("corrected", "corrected"),
                            ("refused", "not corrected"),
                            ("revoked", "result revoked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="answer of the agency")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="dossiers.attachment",
                    ),
                ),
                (
                    "result",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="dossiers.result"
                    ),
                ),
            ],
            options={
                "ordering": ["result", "pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced_at__isnull", True)), fields=("dossier",), name="result_one_counts"
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(("replaced_at__isnull", True), ("revoked_at__isnull", True), _connector="OR"),
                name="result_replaced_or_revoked",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True), ("valid_until__gte", models.F("signed_on")), _connector="OR"
                ),
                name="result_valid_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True)), fields=("result",), name="correction_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="correction_answered_somehow",
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
    ]
