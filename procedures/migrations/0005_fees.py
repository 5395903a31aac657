"""Published amounts of which nobody knows which applies get a rule of their own. Only choices and words change."""

from django.db import migrations, models

HELP = (
    "quantity: {“beyond”: 2}; pages: {“then”: 1000, “from_page”: 3, “cap”: 200000, “copies”: “question”}; "
    "bands: {“bands”: [[up to, amount], …, [null, amount]]}; share: {“permille”: 5, “least”: 0, “most”: null}"
)
RULES = [
    ("fixed", "a fixed amount"),
    ("quantity", "amount × quantity"),
    ("pages", "by page, with a lower amount from a page on and a cap per copy"),
    ("bands", "by bands of a value"),
    ("share", "a share of a value"),
    ("notice", "by a notice that comes later"),
    ("listed", "one of several published amounts; the record does not say which"),
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_search")]

    operations = [
        migrations.AlterField(
            model_name="fee",
            name="rule",
            field=models.CharField(choices=RULES, default="fixed", max_length=10, verbose_name="rule"),
        ),
        migrations.AlterField(
            model_name="fee",
            name="rule_values",
            field=models.JSONField(blank=True, default=dict, help_text=HELP, verbose_name="settings of the rule"),
        ),
    ]
