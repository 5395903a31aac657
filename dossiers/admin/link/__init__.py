"""The national link at the desk: how complete it is, what is stuck, what came from the national portal."""

from django.contrib import admin

from dossiers.admin.link import born, listing, monitor
from dossiers.models import NationalMessage
from portal.desk import site
from portal.notices.admin import OwnPages, Page


@admin.register(NationalMessage, site=site)
class NationalMessageAdmin(OwnPages):
    """Nothing generic writes what is owed: ``workflow.perform`` owes it, ``sync`` sends it, ``link.deciding`` decides
    about what was refused."""

    def pages(self) -> dict[str, tuple[Page, str]]:
        return {
            "": (monitor.view, "changelist"),
            "ton-dong/": (listing.view, "list"),
            "tu-cong-quoc-gia/": (born.view, "born"),
        }
