"""What every template may know about the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    names = ("DEMO", "NATIONAL_URL", "NATIONAL_SSO", "PORTAL_URL")
    return {name: getattr(settings, name) for name in names}
