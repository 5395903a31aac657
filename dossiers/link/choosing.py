"""Which unsent changes a list shows: by state, agency, procedure, kind of refusal and age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.link import figures
from dossiers.link.reasons import BY_NAME, named
from dossiers.models import NationalMessage

STATE, AGENCY, PROCEDURE, WHY, AGE = "tinh-trang", "co-quan", "thu-tuc", "loai", "tuoi"
PARKED, WAITING = "dung", "cho"
STATES: Mapping[str, str | Promise] = {
    PARKED: _("Waiting for a person"),
    WAITING: _("On their way"),
}
AGES: Mapping[str, tuple[str | Promise, timedelta]] = {
    "gio": (_("older than an hour"), timedelta(hours=1)),
    "ngay": (_("older than a day"), timedelta(days=1)),
    "tuan": (_("older than a week"), timedelta(days=7)),
}


@dataclass(frozen=True)
class Chosen:
    """As an address says it; what makes no sense in it is not asked."""

    state: str = PARKED
    agency: str = ""
    procedure: str = ""
    why: str = ""
    age: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        agency, procedure = query.get(AGENCY, ""), query.get(PROCEDURE, "")
        return cls(
            state=query[STATE] if query.get(STATE) in STATES else PARKED,
            agency=agency if agency.isascii() and agency.isdigit() and len(agency) < 10 else "",
            procedure=procedure[:20] if procedure.replace(".", "").isalnum() else "",
            why=query[WHY] if query.get(WHY) in BY_NAME else "",
            age=query[AGE] if query.get(AGE) in AGES else "",
        )

    def parameters(self) -> dict[str, str]:
        """What the address holds, without what is not asked."""
        said = {STATE: self.state, AGENCY: self.agency, PROCEDURE: self.procedure, WHY: self.why, AGE: self.age}
        return {name: value for name, value in said.items() if value}

    def messages(self) -> QuerySet[NationalMessage]:
        found = NationalMessage.objects.parked() if self.state == PARKED else figures.free()
        if self.agency:
            found = found.filter(subject__agency=int(self.agency))
        if self.procedure:
            found = found.filter(subject__edition__procedure__code=self.procedure)
        if self.why:
            found = found.annotate(why=named()).filter(why=self.why)
        if self.age:
            found = found.filter(created_at__lt=timezone.now() - AGES[self.age][1])
        return found
