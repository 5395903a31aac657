"""Figures of money: paid dossiers, how many of them online, and what came in by each way."""

from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier
from payments.models import Entry
from payments.providers import ONLINE, PROVIDERS
from reports.figures.base import Column, Figure, Listing, Value
from reports.models import Passage
from reports.scope import Scope

IN_VND = {name: format_lazy("{} ({})", one.label, _("VND")) for name, one in PROVIDERS.items()}


def _booked(scope: Scope) -> QuerySet[Entry]:
    """What was booked and paid back by then. Entries are never changed, so a day that is over stays as it was."""
    booked = Entry.objects.filter(request__isnull=False, at__lte=scope.at).order_by()
    if scope.agencies is None:
        return booked
    theirs = Passage.objects.at(scope.at).of(scope.agencies)
    return booked.filter(request__account__in=theirs.values("dossier"))


def _left(entries: QuerySet[Entry]) -> QuerySet[Dossier]:
    """Dossiers for which more was booked than paid back."""
    sums = entries.values("request__account").annotate(left=Sum("amount")).filter(left__gt=0)
    return Dossier.objects.filter(pk__in=sums.values("request__account"))


def _paid(scope: Scope) -> QuerySet[Dossier]:
    return _left(_booked(scope))


def _online(scope: Scope) -> QuerySet[Dossier]:
    return _left(_booked(scope).filter(settlement__provider__in=ONLINE))


def _not_online(scope: Scope) -> QuerySet[Dossier]:
    return _paid(scope).exclude(pk__in=_online(scope).values("pk"))


def _count(scope: Scope) -> Value:
    sums = dict(_booked(scope).values_list("settlement__provider").annotate(sum=Sum("amount")))
    return Value(_online(scope).count(), _paid(scope).count(), {name: sums.get(name, 0) for name in PROVIDERS})


DOSSIER = (
    Column(_("Dossier code"), "code", width=28),
    Column(_("Procedure"), "edition__name", is_vietnamese=True, width=60),
    Column(_("Deciding agency"), "agency__name", is_vietnamese=True, width=44),
)


def _page(uuid: Any) -> str:
    return reverse("admin:dossiers_dossier_page", args=[uuid])


FIGURES = (
    Figure(
        "thanh-toan",
        _("Paid online"),
        _("dossiers"),
        _("Of the dossiers for which money was received and not paid back, those for which some came online; the sums "
          "are what was booked, less what was paid back."),
        _("ledger of payments"),
        _count,
        IN_VND,
        {"": Listing(_("Paid online"), _online, DOSSIER, address=_page, address_path="uuid"),
         "con-lai": Listing(_("Paid at the counter or by transfer"), _not_online, DOSSIER,
                            address=_page, address_path="uuid")},
        of=_("paid dossiers"),
    ),
)  # fmt: skip
