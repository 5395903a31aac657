"""Filing at the national portal instead: from the page of a procedure that is integrated there."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from procedures import national_clicks
from procedures.models import PlanEntry, Procedure


@csrf_exempt  # the page that offers it is the same for everybody, so its form carries no token
@require_POST
def file_at_nation(request: HttpRequest, code: str) -> HttpResponse:
    """404 for what is not integrated. Posting keeps robots away and is not repeated by looking ahead."""
    integrated = PlanEntry.objects.integrated().values("procedure")
    procedure = get_object_or_404(Procedure.objects.in_use().filter(pk__in=integrated).only("code"), code=code)
    response = HttpResponseRedirect(national_clicks.address(procedure.code))
    national_clicks.count(request, response, procedure.pk)
    return response
