from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from portal.grants import grant_application_role


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Long work")

    def ready(self) -> None:
        post_migrate.connect(grant_application_role)
        import_module("portal.celery")  # so that every process publishes to our broker
