import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0012_return_by_post"),
    ]

    operations = [
        migrations.CreateModel(
            name="AskCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("key", models.CharField(max_length=64)),
                ("hour", models.DateTimeField()),
                ("asked", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["hour"], name="ask_count_age")],
                "constraints": [models.UniqueConstraint(fields=("kind", "key", "hour"), name="ask_count_of_an_hour")],
            },
        ),
        migrations.CreateModel(
            name="ReceiptSecret",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=8)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt_secret",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
    ]
