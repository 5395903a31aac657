"""The nation's word that somebody has left there, sent from server to server."""

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from requests import RequestException

from portal.accounts import nation, sessions


@csrf_exempt  # the token's signature says who speaks
@require_POST
@never_cache
def receive(request: HttpRequest) -> HttpResponse:
    """Nothing but a token of the nation ends a session; 503 where its keys cannot be read now."""
    try:
        sessions.left(nation.logged_out(request.POST.get("logout_token", "")))
    except OAuth2Error:
        return JsonResponse({"error": "invalid_request"}, status=400)
    except RequestException:
        return JsonResponse({"error": "temporarily_unavailable"}, status=503)
    return HttpResponse()
