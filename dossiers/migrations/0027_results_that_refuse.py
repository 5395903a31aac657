from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0026_further_supplements_approved"),
    ]

    operations = [
        migrations.AddField(
            model_name="result",
            name="is_refusal",
            field=models.BooleanField(
                db_default=False, default=False, help_text="the matter was refused after appraisal (NĐ 61/2018 Đ.19.8)"
            ),
        ),
    ]
