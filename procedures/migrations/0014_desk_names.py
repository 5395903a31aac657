"""Names of models and columns as the desk says them; nothing in the database changes."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0013_marked_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="case",
            options={"ordering": ["number"], "verbose_name": "case", "verbose_name_plural": "cases"},
        ),
        migrations.AlterModelOptions(
            name="component",
            options={
                "ordering": ["number"],
                "verbose_name": "paper of the dossier",
                "verbose_name_plural": "papers of the dossier",
            },
        ),
        migrations.AlterModelOptions(
            name="timelimit",
            options={"ordering": ["number"], "verbose_name": "time limit", "verbose_name_plural": "time limits"},
        ),
        migrations.AlterField(
            model_name="case",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cases",
                to="procedures.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="number",
            field=models.PositiveSmallIntegerField(verbose_name="order"),
        ),
        migrations.AlterField(
            model_name="component",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="procedures.case",
                verbose_name="case",
            ),
        ),
        migrations.AlterField(
            model_name="component",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="components",
                to="procedures.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="component",
            name="number",
            field=models.PositiveSmallIntegerField(verbose_name="order"),
        ),
        migrations.AlterField(
            model_name="decision",
            name="published_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.AlterField(
            model_name="decisionline",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="procedures.decision",
                verbose_name="decision",
            ),
        ),
        migrations.AlterField(
            model_name="fee",
            name="rule_values",
            field=models.JSONField(blank=True, default=dict, verbose_name="settings of the rule"),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="case",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                to="procedures.case",
                verbose_name="case",
            ),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="channel",
            field=models.CharField(
                choices=[("1", "at the counter"), ("2", "online"), ("3", "by post")],
                max_length=1,
                verbose_name="channel",
            ),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="time_limits",
                to="procedures.edition",
                verbose_name="edition",
            ),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="number",
            field=models.PositiveSmallIntegerField(verbose_name="order"),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="unit",
            field=models.CharField(
                choices=[
                    ("working_days", "working days"),
                    ("calendar_days", "days"),
                    ("hours", "working hours"),
                    ("months", "months"),
                    ("same_day", "the same day"),
                    ("unknown", "not stated"),
                ],
                max_length=14,
                verbose_name="counted in",
            ),
        ),
        migrations.AlterField(
            model_name="timelimit",
            name="value",
            field=models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=6, verbose_name="how long"),
        ),
    ]
