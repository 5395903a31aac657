"""``manage.py up``: bring up the whole portal on this machine and keep it up until Ctrl-C."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from portal.embedded.up import Portal


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(Portal(self._say).run())

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
