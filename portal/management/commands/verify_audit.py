"""Whether the trace of the province is as it was written."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.history import broken_events
from portal.audit import proof


class Command(BaseCommand):
    help = (
        "Check every chain of the audit, the roots of its days and the history of every dossier; "
        "names the first line that does not fit and ends with 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for fault in (_broken_line(), _cut_chain(), _changed_day(), _broken_event()):
            if fault:
                raise CommandError(fault)
        self.stdout.write("The audit is as it was written.")


def _broken_line() -> str:
    line = proof.first_broken_line()
    return f"Line {line.pk} of the audit does not fit: {line.chain}, number {line.number}." if line else ""


def _cut_chain() -> str:
    chain = proof.first_cut_chain()
    return f"The audit lacks the last line of {chain}." if chain else ""


def _changed_day() -> str:
    day = proof.first_changed_day()
    return f"The lines of {day.isoformat()} are not those its kept root was made of." if day else ""


def _broken_event() -> str:
    event = next(broken_events(), None)
    return f"Event {event.number} of dossier {event.dossier} does not fit its history." if event else ""
