"""What ours is compared with: Django without anything, one query, one template."""

import os

import dj_database_url
import django
from django.conf import settings

PAGE = "<!doctype html><title>{{ entry.name }}</title><main><h1>{{ entry.name }}</h1></main>"

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=[],
    MIDDLEWARE=[],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60)},
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]},
        }
    ],
)
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402  (only once the settings are there)
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import render  # noqa: E402
from django.urls import path  # noqa: E402


class Entry(models.Model):
    name = models.TextField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "procedures_edition"


def page(request: HttpRequest, key: int) -> HttpResponse:
    response = render(request, "page.html", {"entry": Entry.objects.get(pk=key)})
    response.headers["Content-Length"] = len(response.content)
    return response


urlpatterns = [path("<int:key>/", page)]
application = WSGIHandler()
