"""``manage.py refresh_catalogue``: bring the catalogue of procedures to what the national portal has."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.national.client import NationalError
from procedures import catalogue


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--faults", action="store_true", help="print every fault, by code")

    def handle(self, *args: Any, faults: bool = False, **options: Any) -> None:
        try:
            report = catalogue.refresh_from_nation()
        except catalogue.AlreadyRunning as error:
            raise CommandError("another process refreshes the catalogue at this moment") from error
        except catalogue.NothingListed as error:
            raise CommandError("the nation lists no procedure at all; nothing was changed") from error
        except NationalError as error:
            raise CommandError(f"the national portal gave no list: {error}") from error
        for line in report.lines if faults else []:
            self.stdout.write(f"{line.code}: {line.fault}")
        self.stdout.write(str(report))
