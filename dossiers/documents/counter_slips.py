"""Papers of the counter that are printed when they are wanted: the hand-over slip, on which both sides still write, and
forms 02 and 03 given where no dossier came to be. Facts and templates are those of ``dossiers.issued``."""

from dataclasses import asdict

from django.utils import timezone

from dossiers.issued import pages, registry
from dossiers.issued.facts.slip import of_slip
from dossiers.issued.facts.told import KEYS, told
from dossiers.models import Guidance, HandOver


def hand_over_page(slip: HandOver, sheet: str = "") -> str:
    """``sheet`` is the address of the style sheet where the page itself is shown."""
    form = registry.form_on("handover_slip", timezone.localdate(slip.sent_at))
    return pages.page(form, asdict(of_slip(slip)), sheet=sheet)


def guidance_page(slip: Guidance, sheet: str = "") -> str:
    """Form 02 or form 03, given at the counter to who could not hand in."""
    form = registry.form_on(KEYS[Guidance.Kind(slip.kind)], timezone.localdate(slip.at))
    return pages.page(form, asdict(told(slip)), sheet=sheet)
