"""Which official may do what with money: by posts, never for a dossier of their own."""

from dossiers.act import Act, NotYours
from dossiers.models import Dossier
from dossiers.standing import standing
from dossiers.terms.steps import DUTY_DONE
from payments.models import Receipt
from payments.models.reach import accounts, is_of_the_province, posts
from portal.accounts.models import User
from portal.agencies.models import Post, Role


def may_take(dossier: Dossier, user: User) -> bool:
    """Money at the counter: the cashiers of its agencies, reception, and who decides."""
    return post_to_take(dossier, user) is not None


def post_to_take(dossier: Dossier, user: User) -> Post | None:
    """As whose official somebody says that the money is there: a cashier's post comes first."""
    if _is_own(dossier.pk, user):
        return None
    here = dossier.involvements.current().values("agency")
    at_till = posts(user).filter(role=Role.CASHIER, agency__in=here).select_related("agency").first()
    stands = standing(DUTY_DONE, dossier, user)
    return at_till or (stands.post if stands else None)


def may_assess(dossier: Dossier, user: User) -> bool:
    """Those who may say that a duty is fulfilled: officials of the deciding agency, and reception."""
    return standing(DUTY_DONE, dossier, user) is not None


def handles_money(user: User) -> bool:
    return posts(user).exists()


def insist(act: Act, account_id: int | None) -> None:
    """Refunds, work items, receipts: cashiers and leaders of the dossier's agencies; the province's for money without a
    dossier. Raises ``NotYours``."""
    user = act.person
    if account_id is None:
        allowed = is_of_the_province(user)
    else:
        allowed = accounts(user).filter(pk=account_id).exists() and not _is_own(account_id, user)
    if not allowed:
        raise NotYours


def insist_on_receipt(act: Act, receipt: Receipt) -> None:
    """Those of the dossier's agencies, and of the agency whose book it stands in. Raises ``NotYours``."""
    user, request = act.person, receipt.entry.request
    is_own = request is not None and _is_own(request.account_id, user)
    if is_own or not Receipt.objects.reached_by(user).filter(pk=receipt.pk).exists():
        raise NotYours


def _is_own(dossier: int, user: User) -> bool:
    return Dossier.objects.of(user).filter(pk=dossier).exists()
