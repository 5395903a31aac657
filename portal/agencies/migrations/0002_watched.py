from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("portal", "0004_audit")]

    operations = [
        watch(
            Watch(
                "agencies_agency",
                says=("key", "name", "kind", "level", "parent_id", "code_2016", "code_2020", "valid_from", "valid_to"),
                ignores=("sort_key",),
            ),
            Watch("agencies_post", says=("user_id", "agency_id", "role", "title", "since", "until")),
        )
    ]
