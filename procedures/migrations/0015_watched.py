from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("procedures", "0014_desk_names"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch("procedures_procedure", says=("code", "is_used", "current_id")),
            Watch(
                "procedures_edition",
                says=("procedure_id", "number", "state", "name", "field_id", "online_level", "published_at"),
                ignores=("name_plain", "body_plain", "name_vector", "body_vector"),
            ),
            Watch(
                "procedures_decision",
                says=("number", "state", "signed_on", "effective_on", "publish_on", "published_at", "published_by_id"),
            ),
        )
    ]
