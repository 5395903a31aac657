"""What of an answered question is public, with the answer or after it, and correcting an answer."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback import publishing
from feedback.enquiries import effects
from feedback.models import Enquiry, PublicAnswer
from portal.vietnamese import findable


class NothingCorrected(Refusal):
    message = _("This is the answer as it stands. Change what is to be corrected.")


def publish(enquiry: Enquiry, act: Act) -> None:
    """Beside the words ``act.values`` has the keys of the ``files`` that may be shown. Raises ``StillTellsWho``."""
    facts = publishing.public(enquiry, act) | {"corrected_at": None}
    facts["removed"] |= publishing.show(enquiry, act)
    PublicAnswer.objects.update_or_create(enquiry=enquiry, defaults=facts)


def answer_in_public(enquiry: Enquiry, act: Act) -> None:
    """The asker gets the answer as it was proposed, the public as it stands in ``act.values``."""
    effects.answer(enquiry, act)
    publish(enquiry, act)


def correct(enquiry: Enquiry, act: Act) -> None:
    """The asker and, where it is public, everybody read ``values["answer"]`` from now on; what it replaces is kept.

    Raises ``NothingCorrected`` or ``StillTellsWho``.
    """
    corrected = act.text("answer")
    if corrected == enquiry.answer:
        raise NothingCorrected
    enquiry.answer = corrected
    effects.keep_wording(enquiry, act)
    public = PublicAnswer.objects.filter(enquiry=enquiry, hidden_at__isnull=True).first()
    if public is not None:
        publishing.refuse_names(enquiry, corrected)
        public.answer, public.corrected_at = corrected, act.at
        public.findable = findable(f"{public.title} {public.content} {corrected}")
        public.save(update_fields=["answer", "corrected_at", "findable"])


def hide(enquiry: Enquiry, act: Act) -> None:
    """The pages that are kept fall with the state of the catalogue (migration 0011); the nation is told to show other
    words."""
    PublicAnswer.objects.filter(enquiry=enquiry).update(**publishing.hidden(act))
    publishing.hide_files(enquiry)
