"""Whose figures somebody sees: leaders those of their agencies and all below, at the top and for administrators all."""

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

from payments.models.statements import reconciles
from portal.accounts.models import User
from portal.agencies.models import Agency, Post, Role

RIGHT, MONEY = "reports.view_report", "reports.view_revenue"
LEADING: Set[str] = frozenset({Role.LEADER, Role.ADMIN})


@dataclass(frozen=True)
class Reach:
    """``agencies``: keys of those seen; none: the whole province. ``top``: where one begins."""

    agencies: frozenset[int] | None
    top: tuple[Agency, ...]


def money_reach_of(user: User) -> Reach:
    """Of money cashiers see as much as leaders do; those who reconcile the statements of providers see all."""
    return Reach(None, ()) if reconciles(user) else reach_of(user, frozenset({*LEADING, Role.CASHIER}))


def reach_of(user: User, roles: Set[str] = LEADING) -> Reach:
    """By the posts of today. A one-stop unit is looked after with the agency it belongs to."""
    posts = Post.objects.current().filter(user=user, role__in=roles).select_related("agency")
    found = [(post.role, post.agency) for post in posts]
    if any(role == Role.ADMIN for role, _agency in found):
        return Reach(None, ())
    tops = {_seat(agency) for _role, agency in found}
    by_key = Agency.objects.in_bulk(tops)
    if any(agency.kind == Agency.Kind.PROVINCE for agency in by_key.values()):
        return Reach(None, ())
    return Reach(below(tops), tuple(by_key.values()))


def _seat(agency: Agency) -> int:
    is_unit = agency.kind == Agency.Kind.ONE_STOP and agency.parent_id is not None
    return agency.parent_id if is_unit else agency.pk  # type: ignore[return-value]


def below(tops: set[int]) -> frozenset[int]:
    """These and all under them."""
    children = defaultdict(set)
    for key, parent in Agency.objects.order_by().values_list("pk", "parent"):
        children[parent].add(key)
    found, new = set(tops), set(tops)
    while new:
        new = {child for key in new for child in children[key]} - found
        found |= new
    return frozenset(found)
