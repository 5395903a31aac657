"""The published scores of agencies, each explained line by line."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from feedback.models import ScorePublication, ScoreSheet
from feedback.ratings import counts
from feedback.ratings.counts import Standing
from feedback.scores import explained
from feedback.scores.quarters import Period, read
from feedback.scores.sheets import FEWEST_DOSSIERS

A_WHILE = 300


@dataclass(frozen=True)
class Row:
    """A line of the table, with what raters say beside it."""

    sheet: ScoreSheet
    lines: list[explained.Line]
    standing: Standing | None

    @property
    def grade(self) -> explained.Words:
        return explained.GRADES[self.sheet.grade]

    @property
    def tone(self) -> str:
        return explained.TONES.get(self.sheet.grade, "new")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    publications = list(ScorePublication.objects.all())
    wanted = request.GET.get("ky", "")
    shown = next((one for one in publications if one.period == wanted), publications[0] if publications else None)
    if wanted and (shown is None or shown.period != wanted):
        raise Http404
    context = {
        "periods": [(one.period, explained.period_name(_period(one))) for one in publications],
        "shown": shown,
        "name": explained.period_name(_period(shown)) if shown else "",
        "rows": _rows(shown) if shown else [],
        "heads": explained.SHORT.items(),
        "fewest": FEWEST_DOSSIERS,
    }
    return _kept(render(request, "feedback/scores.html", context))


@require_safe
def sheet(request: HttpRequest, period: str, agency: str) -> HttpResponse:
    sheets = ScoreSheet.objects.of_agencies().select_related("agency", "publication")
    found = get_object_or_404(sheets, publication__period=period, agency__key=agency)
    row = _row(found, counts.by_agency())
    context = {"row": row, "name": explained.period_name(_period(found.publication))}
    return _kept(render(request, "feedback/score_sheet.html", context))


def _period(publication: ScorePublication) -> Period:
    found = read(publication.period)
    if found is None:
        raise Http404
    return found


def _rows(publication: ScorePublication) -> list[Row]:
    """The best first, by the share of what could be reached."""
    standings = counts.by_agency()
    sheets = ScoreSheet.objects.of_agencies().filter(publication=publication).select_related("agency")
    rows = [_row(one, standings) for one in sheets]
    return sorted(rows, key=lambda row: (-row.sheet.total / (row.sheet.reachable or 1), row.sheet.agency.sort_key))


def _row(sheet: ScoreSheet, standings: dict[int, Standing]) -> Row:
    return Row(sheet, explained.lines(sheet), standings.get(sheet.agency_id))


def _kept(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, max_age=A_WHILE)
    return response
