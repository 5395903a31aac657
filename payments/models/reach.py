"""Whose money an official sees: that of the agencies where they keep the till or lead, by current posts (D6)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from dossiers.models import Involvement
from payments.models.requests import Account
from portal.accounts.models import User
from portal.agencies.models import Agency, Level, Post, Role

TELLERS = (Role.CASHIER, Role.LEADER)


def posts(user: User) -> QuerySet[Post]:
    return Post.objects.current().filter(user=user, role__in=TELLERS)


def agencies(user: User) -> QuerySet[Agency]:
    return Agency.objects.filter(pk__in=posts(user).values("agency"))


def accounts(user: User) -> QuerySet[Account]:
    """Of the dossiers in which these agencies have a part now."""
    here = Involvement.objects.current().filter(dossier=OuterRef("pk"), agency__in=posts(user).values("agency"))
    return Account.objects.filter(Exists(here))


def is_of_the_province(user: User) -> bool:
    """Keeps the money nobody knows the dossier of: the account at the platform is the province's (assumed)."""
    return posts(user).filter(agency__kind=Agency.Kind.ONE_STOP, agency__level=Level.PROVINCE).exists()


def of_money(user: User, settlement: str) -> Q:
    """Condition on rows with a settlement under that name: paid for, booked to, or found to be meant for a dossier they
    reach; for the province also what has no dossier."""
    reached = accounts(user)
    ours = (
        Q(**{f"{settlement}__attempt__request__account__in": reached})
        | Q(**{f"{settlement}__in": _booked_to(reached)})
    )  # fmt: skip
    if not is_of_the_province(user):
        return ours
    return ours | Q(**{f"{settlement}__isnull": False, f"{settlement}__attempt__isnull": True})


def _booked_to(reached: QuerySet[Account]) -> QuerySet[Account, int]:
    """Keys of settlements with an entry of these accounts."""
    return reached.filter(requests__entries__isnull=False).values_list("requests__entries__settlement", flat=True)
