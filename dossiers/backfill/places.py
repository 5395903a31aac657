"""Which edition and which agencies of ours an old dossier belongs to: those of its time."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_noop

from dossiers.backfill.columns import Faulty, OldRow
from portal.agencies.models import Agency
from procedures.models import READ_SELDOM, Case, Edition

UNKNOWN_PROCEDURE = gettext_noop("names a procedure the catalogue does not have")
UNKNOWN_AGENCY = gettext_noop("names an agency the portal does not have")
NOT_AT_THE_TIME = gettext_noop("names an agency that did not exist at the time")
NO_UNIT = gettext_noop("names an agency for which no one-stop unit receives; name the unit in its own column")
KEPT_FROM = date(2020, 1, 1)
"""From when the portal knows its agencies: one that has existed since then existed before (assumed)."""


@dataclass(frozen=True)
class Whereabouts:
    edition: Edition
    case: Case
    agency: Agency
    unit: Agency


class Directory:
    """Read once for many rows."""

    def of(self, row: OldRow) -> Whereabouts:
        """Raises ``Faulty``."""
        edition = self._edition(row)
        agency = self._agency("ma_co_quan", row.agency, row.began_at)
        unit = self._agency("ma_mot_cua", row.unit, row.began_at) if row.unit else self._unit_of(agency)
        return Whereabouts(edition, self._cases[edition.pk], agency, unit)

    def _edition(self, row: OldRow) -> Edition:
        """The one in force when it was received; failing that the first one there is."""
        known = self._editions.get(row.procedure)
        if not known:
            raise Faulty("ma_thu_tuc", UNKNOWN_PROCEDURE)
        at = row.began_at
        return next((one for one in reversed(known) if one.published_at and one.published_at <= at), known[0])

    @cached_property
    def _editions(self) -> dict[str, list[Edition]]:
        """By the code of the procedure, the oldest first."""
        found: dict[str, list[Edition]] = {}
        published = Edition.objects.filter(state=Edition.State.PUBLISHED).defer(*READ_SELDOM, "form")
        for edition in published.select_related("procedure").order_by("number"):
            if edition.pk in self._cases:
                found.setdefault(edition.procedure.code, []).append(edition)
        return found

    @cached_property
    def _cases(self) -> dict[int, Case]:
        """The first case of each edition: older systems know no cases (assumed)."""
        return {case.edition_id: case for case in Case.objects.order_by("edition", "-number")}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {code: agency for agency in Agency.objects.all() for code in (agency.code_2016, agency.code_2020)}

    @cached_property
    def _units(self) -> dict[int, Agency | None]:
        return {}

    def _agency(self, column: str, code: str, at: datetime) -> Agency:
        agency = self._agencies.get(code)
        if agency is None:
            raise Faulty(column, UNKNOWN_AGENCY)
        day = timezone.localdate(at)
        if max(day, KEPT_FROM) < agency.valid_from or (agency.valid_to and day > agency.valid_to):
            raise Faulty(column, NOT_AT_THE_TIME)
        return agency

    def _unit_of(self, agency: Agency) -> Agency:
        if agency.pk not in self._units:
            try:
                self._units[agency.pk] = agency.one_stop()
            except Agency.DoesNotExist:
                self._units[agency.pk] = None
        unit = self._units[agency.pk]
        if unit is None:
            raise Faulty("ma_co_quan", NO_UNIT)
        return unit
