"""``manage.py workflow_table``: write the table of actions × statuses × roles into ``docs/workflow.md``."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dossiers.tables import workflow_table

PAGE = settings.BASE_DIR / "docs" / "workflow.md"


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(workflow_table(), encoding="utf-8")
        self.stdout.write(f"{PAGE.relative_to(settings.BASE_DIR)} written")
