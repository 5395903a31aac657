import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0008_supplement_said_to_both_sides"),
        ("files", "0005_upload_days"),
        ("procedures", "0014_desk_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_at", models.DateTimeField()),
            ],
            bases=(portal.grants.AppendOnly, models.Model),
        ),
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
                ],
                default="paper",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="CannedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="title of the answer")),
                ("text", models.TextField(max_length=2000, verbose_name="text of the answer")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        help_text="Left empty, every agency may use it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                        verbose_name="for the agency",
                    ),
                ),
                (
                    "field",
                    models.ForeignKey(
                        blank=True,
                        help_text="Left empty, it is offered for every procedure.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.field",
                        verbose_name="for procedures of",
                    ),
                ),
            ],
            options={
                "verbose_name": "canned answer",
                "verbose_name_plural": "canned answers",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "side",
                    models.CharField(choices=[("applicant", "the applicant"), ("agency", "the agency")], max_length=10),
                ),
                ("text", models.TextField(max_length=4000)),
                ("by_name", models.CharField(max_length=200)),
                ("by_title", models.CharField(blank=True, max_length=120)),
                ("written_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="thread", to="dossiers.dossier"
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.AddField(
            model_name="attachment",
            name="message",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="files", to="dossiers.message"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "message"), ("message__isnull", False)),
                    models.Q(models.Q(("kind", "message"), _negated=True), ("message__isnull", True)),
                    _connector="OR",
                ),
                name="attachment_of_a_message_or_not",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="agency",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="message",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="reading", to="dossiers.message"
            ),
        ),
        migrations.AddConstraint(
            model_name="cannedanswer",
            constraint=models.UniqueConstraint(
                fields=("title", "agency"),
                name="canned_answer_once",
                nulls_distinct=False,
                violation_error_message="There is one of this title already.",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["dossier", "side", "id"], name="message_of_dossier"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="message_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agency__isnull", False), ("side", "agency")),
                    models.Q(("agency__isnull", True), ("side", "applicant")),
                    _connector="OR",
                ),
                name="message_of_an_agency_or_not",
            ),
        ),
    ]
