from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_papers_in_order")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="doubt",
            field=models.CharField(
                blank=True,
                choices=[("", ""), ("blurred", "blurred"), ("dark", "dark"), ("small", "small")],
                db_default="",
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="wanted_anyway_at",
            field=models.DateTimeField(null=True, help_text="when the citizen kept it in spite of the doubt"),
        ),
    ]
