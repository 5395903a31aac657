"""The strict client of the national sign-on (protocols §6): signature always, PKCE, one nonce per state."""

import hmac
import secrets
from typing import Any

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from portal.accounts import assurance, nation, sessions


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        return nation.configuration()

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Of the configured origin, never of the Host a request claims."""
        return settings.PORTAL_URL + reverse("openid_connect_callback")

    vouched: dict[str, Any] | None = None
    """What the nation gave for the sign-in under way."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Refuse (``OAuth2Error``) an answer without id_token, or whose two halves speak of different people."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token")
        login = super().complete_login(request, app, token, **kwargs)
        halves = login.account.extra_data
        if halves["id_token"].get("sub") != halves["userinfo"].get("sub"):
            raise OAuth2Error("id_token and userinfo differ in sub")
        said = halves["id_token"]
        self.vouched = {
            "sub": str(said["sub"]), "sid": str(said.get("sid", "")), "id_token": kwargs["response"]["id_token"],
            "access_token": token.token,
        }  # fmt: skip
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        claims = nation.claims_of(id_token)
        if "exp" not in claims:
            raise OAuth2Error("an id_token without end")
        if not self.nonce or not hmac.compare_digest(self.nonce, str(claims.get("nonce", ""))):
            raise OAuth2Error("nonce differs")
        return claims


class StrictProvider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = StrictAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Scope and parameters are ours alone; the nonce is kept with the state it belongs to, so two tabs can sign
        in."""
        nonce = secrets.token_urlsafe(24)
        kwargs: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        level = assurance.HIGHER if request.GET.get(assurance.ASKED) == str(assurance.HIGHER) else assurance.LOWEST
        return {
            **kwargs,
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), "acr_values": assurance.ACR[level], "nonce": nonce},
            "nonce": nonce,
        }

    @classmethod
    def get_package(cls) -> str:
        return "allauth.socialaccount.providers.openid_connect"


class Reachable:
    """A provider that does not answer, or not as agreed, is told on the sign-in page."""

    adapter: StrictAdapter

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except RequestException as error:
            answer = render_authentication_error(request, self.adapter.get_provider(), exception=error)
        return answer


class StrictLoginView(Reachable, OAuth2LoginView):  # type: ignore[misc]
    pass


class StraightLogin(OAuth2LoginView):  # type: ignore[misc]
    """For who comes by a link: leads to an address of ours; what the link asks for of sign-on itself is not heard."""

    def dispatch(
        self, request: HttpRequest, *, onward: str, process: AuthProcess = AuthProcess.LOGIN
    ) -> HttpResponseBase:
        provider = self.get_provider()
        kwargs = provider.get_redirect_from_request_kwargs(request)
        answer: HttpResponseBase = provider.redirect(request, **{**kwargs, "process": process, "next_url": onward})
        return answer


class StraightLoginView(Reachable, StraightLogin):
    pass


class StrictCallbackView(Reachable, OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: OpenIDConnectProvider) -> tuple[Any, Any]:
        state, refusal = super()._get_state(request, provider)
        if state:
            self.adapter.nonce = state.get("nonce", "")
        return state, refusal

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What the nation gave is kept with the session that came of it: allauth may have begun a new one."""
        answer = super().dispatch(request, *args, **kwargs)
        user = getattr(request, "national_user", None)
        if self.adapter.vouched is not None and user is not None and user.pk is not None:
            sessions.keep(request, self.adapter.vouched | {"user": user.pk})
        return answer


@require_POST
def start(request: HttpRequest) -> HttpResponseBase:
    """Send the person to the national sign-on."""
    view = StrictLoginView.adapter_view(StrictAdapter(request, settings.NATIONAL_SSO))
    answer: HttpResponseBase = view(request)
    return answer


def start_towards(request: HttpRequest, onward: str) -> HttpResponseBase:
    """Send the person to the national sign-on at once and from there to ``onward``, a path of ours.

    For the national portal's own links alone (protocols §6): who follows one has just come from there.
    """
    view = StraightLoginView.adapter_view(StrictAdapter(request, settings.NATIONAL_SSO))
    answer: HttpResponseBase = view(request, onward=onward)
    return answer


def start_linking(request: HttpRequest, onward: str) -> HttpResponseBase:
    """Send somebody who is signed in here to the national sign-on, to be linked with whom it names."""
    view = StraightLoginView.adapter_view(StrictAdapter(request, settings.NATIONAL_SSO))
    answer: HttpResponseBase = view(request, onward=onward, process=AuthProcess.CONNECT)
    return answer


@require_GET
def callback(request: HttpRequest) -> HttpResponseBase:
    view = StrictCallbackView.adapter_view(StrictAdapter(request, settings.NATIONAL_SSO))
    answer: HttpResponseBase = view(request)
    return answer
