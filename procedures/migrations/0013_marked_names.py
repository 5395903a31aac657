"""The names that searching compares are kept with their marks in one spelling; the nightly refresh renews them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0012_what_runs_keep"),
    ]

    operations = [
        migrations.AlterField(
            model_name="searchentry",
            name="name",
            field=models.TextField(help_text="with marks, as vietnamese.marked() writes them, between blanks"),
        ),
    ]
