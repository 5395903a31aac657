from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0002_longer_media_type")]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="pages",
            field=models.PositiveSmallIntegerField(
                null=True, help_text="of a paper; nothing where they were not counted"
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="scan",
            field=models.CharField(
                choices=[
                    ("clean", "Clean"),
                    ("pending", "Pending"),
                    ("infected", "Infected"),
                    ("unscanned", "Unscanned"),
                ],
                db_default="unscanned",
                default="unscanned",
                max_length=10,
            ),
        ),
        migrations.AddField(model_name="storedfile", name="scan_tried_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="storedfile",
            name="damage",
            field=models.CharField(
                blank=True,
                choices=[("", "None"), ("missing", "Missing"), ("changed", "Changed")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(model_name="storedfile", name="verified_at", field=models.DateTimeField(null=True)),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                condition=models.Q(("scan__in", ["pending", "unscanned"])), fields=["stored_at"], name="file_unseen"
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(condition=models.Q(("scan", "infected")), fields=["id"], name="file_infected"),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(condition=models.Q(("damage", ""), _negated=True), fields=["id"], name="file_damaged"),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(
                models.OrderBy(models.F("verified_at"), nulls_first=True), models.F("id"), name="file_verified"
            ),
        ),
    ]
