"""Figures of surveys and contests: entries that were sent, and how many from each district."""

from typing import Any

from django.db.models import IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from feedback.models import Questionnaire, Tally
from portal.agencies.models import Agency
from reports.figures.base import Column, Figure, Listing, Value
from reports.scope import Scope

KINDS = {kind.value: kind.label for kind in Questionnaire.Kind}


def _sent(scope: Scope) -> QuerySet[Tally]:
    """By day, without counting entries: a day that is over stays, but for consents that were taken back."""
    return Tally.objects.filter(day__lte=timezone.localdate(scope.at)).order_by()


def _count(scope: Scope) -> Value:
    sums = dict(_sent(scope).values_list("round__questionnaire__kind").annotate(sum=Sum("sent")))
    parts = {kind: sums.get(kind, 0) for kind in KINDS}
    return Value(sum(parts.values()), parts=parts)


def _districts(scope: Scope) -> QuerySet[Agency]:
    """Those from which somebody took part."""
    own = _sent(scope).filter(district=OuterRef("pk")).values("district").annotate(sum=Sum("sent")).values("sum")
    entries: Any = Coalesce(Subquery(own, output_field=IntegerField()), 0)
    return Agency.objects.filter(kind=Agency.Kind.DISTRICT).annotate(entries=entries).filter(entries__gt=0)


FIGURES = (
    Figure(
        "cuoc-thi",
        _("Entries to surveys and contests"),
        _("entries"),
        _("Entries that were sent, one of a person and round. Behind it: how many came "
          "from each district. Surveys do not ask for a district."),
        _("tallies of surveys and contests, kept with each entry"),
        _count,
        KINDS,
        {"theo-huyen": Listing(
            _("By district and city"),
            _districts,
            (Column(_("District or city"), "short_name", is_vietnamese=True, width=40),
             Column(_("Entries"), "entries")),
        )},
        is_whole=True,
    ),
)  # fmt: skip
