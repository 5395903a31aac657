"""The portal's addresses as a demonstration has them."""

from django.urls import include, path

from portal import urls
from portal.urls import handler403, handler404, handler500

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [*urls.urlpatterns, path("", include("dossiers.rehearsal.urls"))]
