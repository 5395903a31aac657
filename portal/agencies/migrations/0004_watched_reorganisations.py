from django.db import migrations

from portal.audit.watching import Watch, watch


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_reorganisations")]

    operations = [
        watch(
            Watch(
                "agencies_reorganisation",
                says=(
                    "number",
                    "in_force_on",
                    "prepared_by_id",
                    "confirmed_by_id",
                    "confirmed_at",
                    "applied_at",
                    "done_at",
                ),
                ignores=("job_id", "ordered_at"),
            ),
            Watch("agencies_change", says=("reorganisation_id", "kind", "agency_id", "into_id", "field", "name")),
            Watch("agencies_succession", says=("agency_id", "successor_id", "since", "field", "reorganisation_id")),
            Watch("agencies_formerstate", says=("agency_id", "name", "parent_id", "until", "reorganisation_id")),
        )
    ]
