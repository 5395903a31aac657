"""Where the nation knocks: directly, and as both generations of its adapter forward it (protocols §2.1, §8)."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from dossiers.inward import views

PREFIXES = ("", "XrdAdapter/RestService/forward/", "VXPAdapter/RestService/forward/")


def nation_knocks(address: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """Every way to ``address``."""
    return [path(prefix + address, view, name=name) for prefix in reversed(PREFIXES)]


DOORS = nation_knocks("nhanhsdvcqg", views.submitted, "nhanhsdvcqg")
