"""Looks at both ledgers, for the line of a rehearsal."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mock_national", "0005_filed_dossiers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("differing", models.PositiveIntegerField()),
                ("unsent", models.PositiveIntegerField()),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
    ]
