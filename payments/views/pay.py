"""The citizen's path: what is owed, the choice of a way, and where the payment service sends them back to.

The page they come back to only reads: what a browser brings proves nothing (smell 25).
"""

from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dossiers.act import Refusal
from dossiers.models import Dossier, Status
from dossiers.views.ended_session import signed_in
from payments import attempts, shown
from payments.asking import standing_requests
from payments.models import Attempt, PaymentRequest
from payments.providers.base import ProviderError, Unavailable, client
from payments.resting import resting
from payments.shown import Owed
from payments.views.forms import ProviderForm

SECONDS_BETWEEN_LOOKS = 5
UNAVAILABLE = 503


@signed_in
def pay(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request at a time, the first that is not paid."""
    dossier = _own(request, uuid)
    owed = [shown.of_request(one) for one in standing_requests(dossier)] if shown.may_pay(dossier) else []
    now = next((one for one in owed if one.missing), None)
    form = ProviderForm(request.POST if request.method == "POST" and now else None, resting=resting(timezone.now()))
    context = {"dossier": dossier, "owed": now, "all": owed, "form": form}
    if now is None or now.request is None or not form.is_bound or not form.is_valid():
        return render(request, "payments/pay.html", context)
    try:
        return HttpResponseRedirect(_to_provider(request, now.request, form))
    except (ProviderError, Refusal) as error:
        form.add_error(None, _why(error))
        context["form"] = _offering_another(form)
        return render(request, "payments/pay.html", context, status=UNAVAILABLE)


def _offering_another(refused: ProviderForm) -> ProviderForm:
    """With what was said, and the choice anew: the way that failed stands last."""
    form = ProviderForm(refused.data, resting=resting(timezone.now()) | {refused.chosen.name})
    form.full_clean()
    for said in refused.non_field_errors():
        form.add_error(None, said)
    return form


def _own(request: HttpRequest, uuid: UUID) -> Dossier:
    own = Dossier.objects.visible_to(request.user).of(request.user)  # type: ignore[arg-type]
    whole = own.exclude(status=Status.DRAFT).select_related("edition__procedure", "agency", "case")
    return get_object_or_404(whole, uuid=uuid)


def _to_provider(request: HttpRequest, owed: PaymentRequest, form: ProviderForm) -> str:
    """The order is committed before the provider hears of it, so that an answer that never comes loses nothing."""
    attempt = attempts.begin(owed, form.chosen, request.user)  # type: ignore[arg-type]
    back = settings.PORTAL_URL + reverse("dossier_payment", args=[owed.dossier.uuid, attempt.uuid])
    order = attempts.order_of(attempt, back, str(get_adapter(request).get_client_ip(request)))
    with client() as http:
        return attempts.hand_over(attempt, order, http)


def _why(error: Exception) -> str:
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, Unavailable):
        return _(
            "The payment service does not answer. Nothing was taken from you. Choose another way, or try again in a "
            "few minutes."
        )
    return _("The payment service does not take this payment. Nothing was taken from you. Choose another way.")


@require_GET
@signed_in
def payment(request: HttpRequest, uuid: UUID, attempt: UUID) -> HttpResponse:
    """Where one attempt stands; looks again by itself while nobody knows."""
    mine = Attempt.objects.of_payer(request.user).select_related("request__account__dossier__edition")
    found = get_object_or_404(mine, uuid=attempt, request__account__dossier__uuid=uuid)
    owed = shown.of_request(found.request)
    context = {"dossier": found.request.dossier, "attempt": found, "owed": owed, "says": _says(found, owed)}
    answer = render(request, "payments/payment.html", context)
    if context["says"] == "waiting":
        answer["Refresh"] = str(SECONDS_BETWEEN_LOOKS)
    return answer


def _says(attempt: Attempt, owed: Owed) -> str:
    """Which of the page's five texts is true."""
    if owed.is_looked_into and not owed.balance.is_paid:
        return "looked_into"
    if attempt.state == Attempt.State.CONFIRMED:
        return "paid"
    if owed.balance.is_paid:
        return "paid_otherwise"
    return "waiting" if attempt.state in (Attempt.State.CREATED, Attempt.State.HANDED_OVER) else "not_paid"


@require_GET
@signed_in
def come_back(request: HttpRequest) -> HttpResponse:
    """The platform knows one address for all: the order's own page is found by our reference."""
    mine = Attempt.objects.of_payer(request.user)
    found = get_object_or_404(mine, reference=request.GET.get("MaThamChieu", ""))
    return redirect("dossier_payment", found.request.dossier.uuid, found.uuid)
