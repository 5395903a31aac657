import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("agencies", "0001_initial"),
        ("dossiers", "0004_doubtful_papers"),
        ("procedures", "0009_standardisation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupplementItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("question", models.CharField(blank=True, max_length=80)),
                ("row", models.CharField(blank=True, max_length=12)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("missing", "missing"),
                            ("unreadable", "cannot be read"),
                            ("wrong", "wrong"),
                            ("expired", "expired"),
                            ("uncertified", "not certified"),
                            ("differs", "differs from the register"),
                            ("other", "another reason"),
                        ],
                        max_length=12,
                        verbose_name="reason",
                    ),
                ),
                ("what", models.TextField(verbose_name="what to do")),
                (
                    "before",
                    models.JSONField(
                        default=None, help_text="the answer, or the keys of the files, when asked", null=True
                    ),
                ),
                ("after", models.JSONField(default=None, help_text="the same, when completed", null=True)),
                ("remark", models.TextField(blank=True, verbose_name="the applicant's explanation")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "to be put right"),
                            ("changed", "changed"),
                            ("kept", "left as it was, with an explanation"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
            ],
            options={
                "ordering": ["request", "place"],
            },
        ),
        migrations.CreateModel(
            name="SupplementRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the request")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "ground",
                    models.TextField(
                        blank=True,
                        help_text="why again, or why later than the law says (Đ.19.4)",
                        verbose_name="ground",
                    ),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("asked_in", models.PositiveIntegerField(help_text="number of the event of the dossier's history")),
                ("due_at", models.DateTimeField(null=True, verbose_name="to be completed by")),
                (
                    "due_before",
                    models.DateTimeField(help_text="the legal due date until then: NgayHenTraTruoc", null=True),
                ),
                ("version", models.PositiveIntegerField(default=0, help_text="counts the citizen's saves (D15)")),
                ("saved_at", models.DateTimeField(null=True)),
                (
                    "answers",
                    models.JSONField(
                        default=dict, help_text="typed and not yet sent: key of the item or question: value"
                    ),
                ),
                (
                    "remarks",
                    models.JSONField(default=dict, help_text="typed and not yet sent: key of the item: why it stays"),
                ),
                ("completed_at", models.DateTimeField(null=True, verbose_name="completed")),
                (
                    "completed_in",
                    models.PositiveIntegerField(help_text="number of the event of the dossier's history", null=True),
                ),
                (
                    "due_after",
                    models.DateTimeField(help_text="the legal due date counted anew: NgayHenTraMoi", null=True),
                ),
            ],
            options={
                "verbose_name": "request for a supplement",
                "verbose_name_plural": "requests for a supplement",
                "ordering": ["dossier", "number"],
            },
        ),
        migrations.AddField(
            model_name="supplementitem",
            name="component",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="procedures.component"
            ),
        ),
        migrations.AddField(
            model_name="supplementrequest",
            name="asked_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="supplementrequest",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="supplements", to="dossiers.dossier"
            ),
        ),
        migrations.AddField(
            model_name="supplementitem",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="dossiers.supplementrequest"
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementrequest",
            constraint=models.UniqueConstraint(fields=("dossier", "number"), name="supplement_number_unique"),
        ),
        migrations.AddConstraint(
            model_name="supplementrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("completed_at__isnull", True)), fields=("dossier",), name="supplement_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("number", 1), models.Q(("ground", ""), _negated=True), _connector="OR"),
                name="supplement_again_with_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("component__isnull", True), models.Q(("question", ""), _negated=True)),
                    models.Q(("component__isnull", False), ("question", ""), ("row", "")),
                    _connector="OR",
                ),
                name="supplement_item_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("component__isnull", True)),
                fields=("request", "question", "row"),
                name="supplement_answer_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplementitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("component__isnull", False)),
                fields=("request", "component"),
                name="supplement_paper_once",
            ),
        ),
    ]
