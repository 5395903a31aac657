"""The heaps of work by name: each figure of the start page opens its list, and each is one line here.

A condition speaks of ``Place``; what another subject knows of a dossier comes through ``_among``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dossiers.desk.models import Heap, Rank
from dossiers.desk.seat import Seat
from dossiers.models import Dossier, DossierQuerySet
from dossiers.process import queues
from dossiers.terms import breaches
from portal.accounts.models import User

TO_DO, TERMS, WAITING, REST = "to_do", "terms", "waiting", "rest"
GROUPS: Mapping[str, str | Promise] = {
    TO_DO: _("To do"),
    TERMS: _("By term"),
    WAITING: _("Waiting for others"),
    REST: _("All"),
}
RUNNING = Q(rank=Rank.RUNNING)


@dataclass(frozen=True)
class Work:
    """A heap: its name on screen, where it stands on the start page, and what lies in it. ``is_pressing``: any is one
    too many."""

    label: str | Promise
    group: str
    condition: Callable[[Seat], Q]
    is_pressing: bool = False
    newest_first: bool = False


def _among(dossiers: Callable[[User], DossierQuerySet]) -> Callable[[Seat], Q]:
    """Those that another subject names for this person."""
    return lambda seat: Q(dossier__in=dossiers(seat.user).order_by().values("pk"))


def _breached(user: User) -> DossierQuerySet:
    return breaches.without_apology().reached_by(user)


def _apologies(user: User) -> DossierQuerySet:
    return Dossier.objects.filter(pk__in=breaches.to_sign(user).order_by().values("dossier"))


def _proposals(user: User) -> DossierQuerySet:
    return Dossier.objects.filter(pk__in=breaches.to_approve(user).order_by().values("dossier"))


def _steps_near(seat: Seat) -> Q:
    return Q(dossier__in=queues.steps_near(seat.user, seat.now, seat.today_ends).order_by().values("pk"))


HEAPS: Mapping[str, Work] = {
    "": Work(_("All open"), REST, lambda seat: Q(rank__lt=Rank.CLOSED)),
    "tiep-nhan": Work(_("To receive"), TO_DO, lambda seat: RUNNING & Q(heap=Heap.RECEIVE)),
    "cua-toi": Work(_("Mine"), TO_DO, _among(queues.mine)),
    "chua-nhan": Work(_("Free to take"), TO_DO, _among(queues.unassigned)),
    "phan-cong": Work(_("To assign"), TO_DO, _among(queues.to_assign)),
    "cho-duyet": Work(_("To approve"), TO_DO, _among(queues.to_approve)),
    "ky-xin-loi": Work(_("Apologies to sign"), TO_DO, _among(_apologies)),
    "duyet-bo-sung": Work(_("Further supplements to approve"), TO_DO, _among(_proposals)),
    "y-kien": Work(_("Opinions asked of us"), TO_DO, _among(queues.opinions_asked_of)),
    "xu-ly": Work(_("In process"), TO_DO, lambda seat: RUNNING & Q(heap=Heap.PROCESS)),
    "tra-ket-qua": Work(
        _("Results to hand over"), TO_DO, lambda seat: Q(heap=Heap.HAND_OVER, rank=Rank.RESTING)
    ),
    "tin-nhan": Work(_("Messages to answer"), TO_DO, lambda seat: Q(is_asking=True)),
    "dinh-chinh": Work(_("Corrections asked for"), TO_DO, lambda seat: Q(correction_waits=True)),
    "qua-han": Work(_("Overdue"), TERMS, lambda seat: RUNNING & Q(at__lt=seat.now), is_pressing=True),
    "hom-nay": Work(_("Due today"), TERMS, lambda seat: RUNNING & Q(at__gte=seat.now, at__lt=seat.today_ends)),
    "sap-han": Work(
        _("Due on the next working day"),
        TERMS,
        lambda seat: RUNNING & Q(at__gte=seat.today_ends, at__lt=seat.near_ends),
    ),
    "buoc-qua-han": Work(_("Steps over their hours"), TERMS, _among(queues.steps_late), is_pressing=True),
    "buoc-sap-han": Work(_("Steps that end today"), TERMS, _steps_near),
    "tre-khong-xin-loi": Work(
        _("Breached without an apology"), TERMS, _among(_breached), is_pressing=True
    ),
    "cho-bo-sung": Work(_("Waiting for the citizen"), WAITING, lambda seat: Q(heap=Heap.CITIZEN, rank=Rank.RESTING)),
    "cho-nop-tien": Work(
        _("Waiting for the citizen's payment"), WAITING, lambda seat: Q(heap=Heap.MONEY, rank=Rank.RESTING)
    ),
    "dung": Work(_("Stopped"), WAITING, lambda seat: Q(heap=Heap.STOPPED, rank=Rank.RESTING)),
    "cho-y-kien": Work(_("Waiting for an opinion"), WAITING, _among(queues.opinions_waited_for)),
    "chua-dong-bo": Work(_("Not yet at the national portal"), WAITING, lambda seat: Q(is_owed=True)),
    "cua-don-vi": Work(_("My unit's"), REST, _among(queues.of_my_units)),
    "da-xong": Work(_("Closed"), REST, lambda seat: Q(heap=Heap.CLOSED, rank=Rank.CLOSED), newest_first=True),
}  # fmt: skip
