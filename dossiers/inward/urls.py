"""Where the nation knocks: directly, and as both generations of its adapter forward it (protocols §2.1, §8)."""

from django.urls import path

from dossiers.inward import views

PREFIXES = ("", "XrdAdapter/RestService/forward/", "VXPAdapter/RestService/forward/")
VIEWS = (("nhanhsdvcqg", views.submitted), ("kpdvcqg/dptracuuthanhtoanhs", views.fee))
DOORS = [path(prefix + name, view, name=name.rsplit("/", 1)[-1]) for name, view in VIEWS for prefix in PREFIXES]
