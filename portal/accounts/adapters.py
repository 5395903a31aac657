"""How allauth's two halves behave here: officials sign in locally, citizens only through the nation."""

import time
import uuid
from collections.abc import Mapping
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess, Provider
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts import identity, identity_page, linking, sessions
from portal.accounts.models import User


class LocalAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index") if request.user.is_staff else reverse("home")

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Also after a second step, which begins the session anew."""
        sessions.remember(request)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, _("This account is currently inactive."))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Who typed the password a moment ago is not asked for it again on the way to the second step."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > app_settings.REAUTHENTICATION_TIMEOUT)


class NationalAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Whose technical id we know, signs in as that account; whom we know, is refreshed; claims without a person
        are refused.

        The claims go into ``Identity`` alone: allauth's own copy is emptied before it is ever stored.
        """
        claims = sociallogin.account.extra_data["userinfo"]
        try:
            tech_id = identity.read_claims(claims)["tech_id"]
        except identity.UnreadableClaims as error:
            messages.error(request, _("The national portal did not say who you are. Please sign in again."))
            raise ImmediateHttpResponse(redirect("account_login")) from error
        sociallogin.account.extra_data = {}
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(identity_page.linked(request, claims))
        if not sociallogin.is_existing:
            self._recognise(request, sociallogin, tech_id)
        if not sociallogin.is_existing and not request.session.pop(linking.DECLINED, False):
            self._ask_whose(claims)
        if sociallogin.is_existing:
            identity.remember(sociallogin.user, claims)
        request.national_user = sociallogin.user  # type: ignore[attr-defined]
        request.national_claims = claims  # type: ignore[attr-defined]

    @staticmethod
    def _recognise(request: HttpRequest, sociallogin: SocialLogin, tech_id: uuid.UUID) -> None:
        user = User.objects.filter(identity__tech_id=tech_id).first()
        if user:
            sociallogin.connect(request, user)

    @staticmethod
    def _ask_whose(claims: Mapping[str, Any]) -> None:
        """Before an account is made for somebody whose number another one bears."""
        if linking.may_have_an_account(claims):
            raise ImmediateHttpResponse(redirect("whose_account"))

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Nothing here: ``identity.remember`` fills the account."""
        return sociallogin.user  # type: ignore[no-any-return]

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """A first visit.

        The user name is random: no identity number becomes a key (D4).
        """
        user: User = sociallogin.user
        user.username = f"cd-{uuid.uuid4().hex[:12]}"
        user.set_unusable_password()
        sociallogin.save(request)
        identity.remember(user, request.national_claims)  # type: ignore[attr-defined]
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Provider,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Back to the page with both ways in, with a sentence that says what to do."""
        if getattr(error, "value", error) == "cancelled":
            messages.info(request, _("You stopped signing in. You can start again at any time."))
        else:
            messages.error(
                request, _("Signing in at the national portal did not succeed. Please try again in a few minutes.")
            )
        raise ImmediateHttpResponse(redirect("account_login"))
