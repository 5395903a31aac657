"""Lists of money: newest first, pages by where the last one ended, filters in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments import tellers

PAGE = 50
AFTER, BEFORE = "sau", "truoc"
LONGEST_KEY = 18


@dataclass(frozen=True)
class Page:
    """``before`` and ``after``: keys beyond which the pages around it lie; empty where there are none."""

    rows: Sequence[Any]
    before: str = ""
    after: str = ""


def turned(found: QuerySet[Any], query: QueryDict) -> Page:
    """The page that ``query`` names, of rows that are known by their keys."""
    back = _key(query.get(BEFORE, ""))
    if back is not None:
        rows = list(found.filter(pk__gt=back).order_by("pk")[: PAGE + 1])
        if len(rows) > PAGE:
            shown = rows[:PAGE][::-1]
            return Page(shown, str(shown[0].pk), str(shown[-1].pk))
    start = None if back is not None else _key(query.get(AFTER, ""))
    rest = found if start is None else found.filter(pk__lt=start)
    rows = list(rest.order_by("-pk")[: PAGE + 1])
    shown = rows[:PAGE]
    before = str(shown[0].pk) if start is not None and shown else ""
    return Page(shown, before, str(shown[-1].pk) if len(rows) > PAGE else "")


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY else None


class FilterForm(forms.Form):
    """``code``: of the dossier, whole or its end."""

    is_filter = True
    ma = forms.CharField(label=_("Dossier code"), required=False, max_length=60)
    tu = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    den = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query or None, auto_id="loc-%s")

    def narrowed(self, found: QuerySet[Any], code: str, at: str) -> QuerySet[Any]:
        """``code`` and ``at``: the columns that are meant."""
        said: Mapping[str, Any] = self.cleaned_data if self.is_valid() else {}
        if said.get("ma"):
            found = found.filter(**{f"{code}__iendswith": said["ma"].strip()})
        if said.get("tu"):
            found = found.filter(**{f"{at}__gte": _midnight(said["tu"])})
        if said.get("den"):
            found = found.filter(**{f"{at}__lt": _midnight(said["den"]) + timedelta(days=1)})
        return found


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def kept(query: QueryDict) -> str:
    """What a list's address asks, without the page."""
    rest = query.copy()
    for name in (AFTER, BEFORE):
        rest.pop(name, None)
    return rest.urlencode()


def only_tellers(request: HttpRequest) -> None:
    """Cashiers and leaders: who handles dossiers otherwise sees their money on the dossier's own page."""
    if not tellers.handles_money(request.user):  # type: ignore[arg-type]
        raise PermissionDenied


class Desk:
    """Before ``ModelAdmin``: pages of their own, and no place in the list of tables."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False
