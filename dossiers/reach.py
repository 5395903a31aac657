"""Which dossiers a request reaches.

The person's own always, those of their posts only in a session with the second factor (D6).
"""

from django.http import HttpRequest

from dossiers.models import Dossier, DossierQuerySet
from portal.desk import has_second_factor


def reachable(request: HttpRequest) -> DossierQuerySet:
    """Where the pages outside the desk start; nothing for nobody."""
    if not request.user.is_authenticated or has_second_factor(request):
        return Dossier.objects.visible_to(request.user)
    return Dossier.objects.visible_to(request.user).of(request.user)
