"""Signing in and out: one page with both ways in; leaving also leaves the nation."""

from urllib.parse import urlencode

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

sign_in = LoginView.as_view(template_name="account/login.html")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session here and, for people who came from the nation, there too (protocols §6, logout)."""
    id_token = request.session.get("id_token")
    logout(request)
    if not id_token:
        return redirect("home")
    parameters = {"id_token_hint": id_token, "post_logout_redirect_uri": settings.PORTAL_URL + "/"}
    return redirect(f"{settings.NATIONAL_URL}/oidc/logout?{urlencode(parameters)}")
