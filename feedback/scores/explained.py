"""How a page says which numbers made a score, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from feedback.models import ScoreSheet
from feedback.scores.quarters import Period
from feedback.scores.rules import OF_AGENCY, OF_OFFICER, Indicator
from feedback.scores.sheets import indicators_of

Words = str | Promise
NAMES: Mapping[int, Words] = {
    1: gettext_lazy("Time in all"),
    2: gettext_lazy("Time of each agency, also of those asked"),
    3: gettext_lazy("How often applicants had to come back to complete a dossier"),
    4: gettext_lazy("How many agencies they had to contact for it"),
    5: gettext_lazy("Reception, handling and return at the one-stop unit"),
    6: gettext_lazy("Publication of procedures"),
    7: gettext_lazy("Attitude of officials"),
    8: gettext_lazy("Petitions taken up and answered"),
    9: gettext_lazy("Online services"),
}
SHORT: Mapping[int, Words] = {
    1: gettext_lazy("Total time"),
    2: gettext_lazy("Each agency"),
    3: gettext_lazy("Coming back"),
    4: gettext_lazy("Agencies"),
    5: gettext_lazy("One-stop"),
    6: gettext_lazy("Publication"),
    7: gettext_lazy("Attitude"),
    8: gettext_lazy("Petitions"),
    9: gettext_lazy("Online"),
}
GRADES: Mapping[str, Words] = {
    "excellent": gettext_lazy("excellent"),
    "good": gettext_lazy("good"),
    "fair": gettext_lazy("fair"),
    "average": gettext_lazy("average"),
    "weak": gettext_lazy("weak"),
    "full": gettext_lazy("task done in full"),
    "most": gettext_lazy("task done from 70 to under 100 per cent"),
    "little": gettext_lazy("task done under 70 per cent"),
    "": gettext_lazy("not graded"),
}
TONES = {"excellent": "done", "good": "done", "full": "done", "weak": "refused", "little": "refused"}
MEASURED = gettext_lazy(
    "%(got_2)s dossiers with 2 points, %(got_1)s with 1, %(got_0)s with none: %(points)s points over %(dossiers)s "
    "dossiers."
)
MADE_OF: Mapping[int, Words] = {
    **dict.fromkeys(OF_OFFICER, MEASURED),
    5: gettext_lazy(
        "%(whole_there)s of %(procedures)s procedures wholly done there (%(wanted)s per cent wanted); "
        "%(received_there)s of %(received)s dossiers received there."
    ),
    6: gettext_lazy("%(published)s of %(procedures)s procedures published on the portal."),
    8: gettext_lazy(
        "%(petitions_in_time)s of %(petitions)s petitions that fell due answered in time, "
        "%(petitions_extended)s prolonged."
    ),
    9: gettext_lazy(
        "%(online_procedures)s of %(procedures)s procedures at level 3 or 4; "
        "%(online_dossiers)s of %(received)s dossiers online, %(online_late)s of them late."
    ),
}


PUBLICATION = 6
POSTED = gettext_lazy("%(posted)s of them posted at the counter, by the last look.")
NOT_LOOKED = gettext_lazy("Nobody looked at what is posted at the counter within a year: that form does not count.")


@dataclass(frozen=True)
class Line:
    """``indicator`` is nothing where there is no data: it is left out of the total."""

    number: int
    name: Words
    indicator: Indicator | None
    made_of: str


def lines(sheet: ScoreSheet) -> list[Line]:
    known = {one.number: one for one in indicators_of(sheet)}
    numbers = OF_AGENCY if sheet.officer_id is None else OF_OFFICER
    return [_line(number, known.get(number)) for number in numbers]


def _line(number: int, indicator: Indicator | None) -> Line:
    said = str(MADE_OF[number]) % indicator.made_of if indicator else _("No data: left out.")
    if number == PUBLICATION and indicator:
        said = f"{said} {str(POSTED if 'posted' in indicator.made_of else NOT_LOOKED) % indicator.made_of}"
    return Line(number, NAMES[number], indicator, said)


def period_name(period: Period) -> str:
    if period.quarter is None:
        return _("Year %(year)s") % {"year": period.year}
    return _("Quarter %(quarter)s of %(year)s") % {"quarter": period.quarter, "year": period.year}
