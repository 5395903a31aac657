import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import portal.grants

CLOSED = """
CREATE FUNCTION payments_till_open() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    PERFORM 1 FROM payments_till WHERE id = NEW.till_id AND closed_at IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'till % is closed', NEW.till_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $body$;
CREATE TRIGGER payments_till_open BEFORE INSERT ON payments_taking FOR EACH ROW EXECUTE FUNCTION payments_till_open()
"""
NOT_CLOSED = "DROP TRIGGER payments_till_open ON payments_taking; DROP FUNCTION payments_till_open()"
"""Nothing is put into a till that is closed, whoever writes."""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_link_officers"),
        ("payments", "0020_statements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Till",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("on", models.DateField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("expected", models.PositiveBigIntegerField(help_text="by the ledger, when it was closed", null=True)),
                ("counted", models.PositiveBigIntegerField(null=True)),
                (
                    "pieces",
                    models.JSONField(default=dict, help_text="how many of each note, where they were counted so"),
                ),
                ("reason", models.CharField(blank=True, help_text="why the two differ", max_length=500)),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
                    ),
                ),
                (
                    "cashier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "till",
                "verbose_name_plural": "tills",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Taking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "settlement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="taking", to="payments.settlement"
                    ),
                ),
                (
                    "till",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="takings", to="payments.till"
                    ),
                ),
            ],
            bases=(portal.grants.AppendOnly, models.Model),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.UniqueConstraint(fields=("agency", "cashier", "on"), name="till_once"),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("counted__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("counted__isnull", False), ("expected__isnull", False)),
                    _connector="OR",
                ),
                name="till_closed_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    ("counted", models.F("expected")),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="till_difference_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("confirmed_at__isnull", False),
                        ("confirmed_by__isnull", False),
                        models.Q(("confirmed_by", models.F("cashier")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="till_two_persons",
            ),
        ),
        migrations.RunSQL(CLOSED, NOT_CLOSED),
    ]
