"""What the portal asks the national sign-on besides signing in (protocols §6): its configuration, its keys, and whether
a token still holds. Tokens of the nation are read here and nowhere else.

Raises ``OAuth2Error`` for what is not as agreed and ``RequestException`` for a nation that does not answer.
"""

import time
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.jwtkit import verify_jti
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.cache import cache
from requests import RequestException

ALGORITHM = "RS256"
KEPT_SECONDS = 3600
"""How long configuration and keys are believed without asking again."""

ASKED_AGAIN_SECONDS = 60
"""A key nobody knows is asked for once in so many seconds, however many tokens name it."""

SKEW_SECONDS = 60
"""How far the nation's clock may be from ours, either way."""

LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_LIVES = 300


def application() -> dict[str, Any]:
    """The portal as the nation's client."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    app: dict[str, Any] = providers["openid_connect"]["APPS"][0]
    return app


def configuration() -> dict[str, Any]:
    """What the sign-on publishes about itself."""
    url = str(application()["settings"]["server_url"]).rstrip("/") + "/.well-known/openid-configuration"
    known: dict[str, Any] | None = cache.get(f"oidc-discovery:{url}")
    if known is None:
        known = _get(url)
        cache.set(f"oidc-discovery:{url}", known, KEPT_SECONDS)
    return known


def _get(url: str) -> dict[str, Any]:
    with get_adapter().get_requests_session() as http:
        answer = http.get(url, allow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error(f"unreadable answer of {url}")
    return found


def log_out_address() -> str:
    """Where who leaves us leaves the nation, too (RP-initiated logout), as it publishes it; else, or while it does not
    answer, where clients were seen to go (protocols §6)."""
    try:
        published = str(configuration().get("end_session_endpoint") or "")
    except (RequestException, OAuth2Error):
        published = ""
    return published or f"{settings.NATIONAL_URL}/oidc/logout"


# --- Keys -------------------------------------------------------------------------------------


def signing_key(kid: str) -> Any:
    """The public key of that name. After the nation has changed its keys they are read once more."""
    url = configuration()["jwks_uri"]
    kept = f"oidc-keys:{url}"
    keys: dict[str, Any] | None = cache.get(kept)
    if keys is None or (kid not in keys and cache.add(f"{kept}:asked", True, ASKED_AGAIN_SECONDS)):
        keys = {str(key["kid"]): key for key in _get(url).get("keys", []) if key.get("kty") == "RSA" and "kid" in key}
        cache.set(kept, keys, KEPT_SECONDS)
    if kid not in keys:
        raise OAuth2Error("signed with a key the nation does not publish")
    return jwt.PyJWK(keys[kid], algorithm=ALGORITHM).key


def claims_of(token: str) -> dict[str, Any]:
    """Of a token that the nation has signed for us, is not over, and was not used before."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") != ALGORITHM or "kid" not in header:
            raise OAuth2Error("not signed with RS256 and a named key")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=signing_key(str(header["kid"])),
            algorithms=[ALGORITHM],
            issuer=configuration()["issuer"],
            audience=application()["client_id"],
            leeway=SKEW_SECONDS,
            options={"require": ["iss", "aud", "iat"]},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error("not a token of the nation for us") from error
    verify_jti(claims)
    return claims


def logged_out(token: str) -> dict[str, Any]:
    """Who has left there, by ``sub`` or ``sid`` (OpenID Connect Back-Channel Logout 1.0; that the nation offers it is
    assumed)."""
    claims = claims_of(token)
    events = claims.get("events")
    is_about_leaving = isinstance(events, dict) and LOGGED_OUT in events
    if not is_about_leaving or "nonce" in claims or "jti" not in claims or not (claims.get("sub") or claims.get("sid")):
        raise OAuth2Error("not a logout token")
    if "exp" not in claims:
        _is_fresh(claims)
    return claims


def _is_fresh(claims: dict[str, Any]) -> None:
    """One that does not say when it ends must have been made just now, and works once."""
    age = time.time() - float(claims["iat"])
    if age > LOGOUT_LIVES or not cache.add(f"oidc-logout:{claims['jti']}", True, LOGOUT_LIVES + SKEW_SECONDS):
        raise OAuth2Error("an old logout token")


# --- Whether it still holds -------------------------------------------------------------------


def still_holds(access_token: str) -> bool:
    """Whether the nation still vouches for who holds it (introspection; ``state`` as clients were seen to send it)."""
    app, config = application(), configuration()
    url = config.get("introspection_endpoint") or f"{settings.NATIONAL_URL}/oauth2/introspect"
    form = {"token": access_token, "state": "0", "client_id": app["client_id"], "client_secret": app["secret"]}
    with get_adapter().get_requests_session() as http:
        answer = http.post(url, data=form, allow_redirects=False)
        answer.raise_for_status()
        said = answer.json()
    if not isinstance(said, dict) or not isinstance(said.get("active"), bool):
        raise OAuth2Error("unreadable introspection")
    return bool(said["active"])
