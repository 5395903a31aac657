"""``manage.py count_anew``: make the rows of figures anew from the histories of all dossiers. Safe at any time."""

from typing import Any

from django.core.management.base import BaseCommand

from reports import facts


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        facts.begin_anew()
        self.stdout.write(f"{facts.catch_up()} dossiers counted anew")
