"""How often readers went on to the national portal, and the post that looks after the link to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0017_integration_days_of_before"),
    ]

    operations = [
        migrations.AlterField(
            model_name="processstep",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "reception clerk"),
                    ("officer", "officer"),
                    ("leader", "leader"),
                    ("cashier", "cashier"),
                    ("catalogue", "catalogue administrator"),
                    ("admin", "system administrator"),
                    ("link", "national link officer"),
                ],
                max_length=12,
                verbose_name="role",
            ),
        ),
        migrations.CreateModel(
            name="NationalClick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("clicks", models.PositiveIntegerField()),
                (
                    "procedure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="national_clicks",
                        to="procedures.procedure",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "procedure"), name="nationalclick_once_a_day")],
            },
        ),
    ]
