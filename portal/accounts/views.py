"""Signing in and out: one page with both ways in, officials' second step; leaving also leaves the nation."""

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from portal.accounts import nation, sessions
from portal.accounts.models import NationalSession

sign_in = LoginView.as_view(template_name="account/login.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and, for people who came from the nation, there too (protocols §6, logout)."""
    id_token = sessions.id_token(request)
    NationalSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    parameters = {"id_token_hint": id_token, "post_logout_redirect_uri": settings.PORTAL_URL + "/"}
    response = redirect(f"{nation.log_out_address()}?{urlencode(parameters)}" if id_token else "home")
    response.headers["Clear-Site-Data"] = '"storage"'  # photographs on their way, kept by the browser (papers-keep.js)
    return response


class SetUpSecondStep(ActivateTOTPView):  # type: ignore[misc]
    """For officials alone.

    Whoever has the second step already but came in without it, is asked for it instead.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if not request.user.is_staff:
            raise Http404
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': reverse('admin:index')})}")
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def form_valid(self, form: Form) -> HttpResponse:
        """The code just typed counts as this session's second step."""
        answer: HttpResponse = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=Authenticator.Type.TOTP)
        return answer
