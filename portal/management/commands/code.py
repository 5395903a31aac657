"""``manage.py code clerk``: what opens an account of the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.demo import NoSuchAccount, entry


class Command(BaseCommand):
    help = "Say user name, password and the present code of an account of the demonstration (only with DEMO=1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="clerk, officer, leader … (or demo-clerk)")

    def handle(self, *args: Any, account: str, **options: Any) -> None:
        try:
            found = entry(account)
        except NoSuchAccount as error:
            raise CommandError(f"no account of the demonstration: {error}") from error
        self.stdout.write(f"user name  {found.username}\npassword   {found.password}")
        self.stdout.write(f"code       {found.code}  (for {found.seconds} s)")
