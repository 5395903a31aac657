"""What of an answered question is public: written anew, looked through, recorded; hidden everywhere at once (A18)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.enquiries import effects
from feedback.models import Enquiry, PublicAnswer
from feedback.petitions import removing
from feedback.petitions.publishing import NotPublished, PublicAlready, StillTellsWho, removed_from
from portal.vietnamese import findable

PARTS = ("title", "content", "answer")


class NothingCorrected(Refusal):
    message = _("This is the answer as it stands. Change what is to be corrected.")


def proposed(enquiry: Enquiry) -> dict[str, str]:
    """The words to begin a publication with: the enquiry's own, without what was found to tell who asked."""
    return {name: removing.proposed(getattr(enquiry, name), enquiry).text for name in PARTS}


def may_publish(enquiry: Enquiry, act: Act) -> None:
    if Enquiry.objects.published().filter(pk=enquiry.pk).exists():
        raise PublicAlready


def publish(enquiry: Enquiry, act: Act) -> None:
    """``act.values``: ``title``, ``content``, ``answer`` as the public reads them. Raises ``StillTellsWho``."""
    words = {name: act.text(name) for name in PARTS}
    _refuse_names(enquiry, *words.values())
    facts = {
        **words, "findable": findable(" ".join(words.values())), "published_at": act.at, "published_by": act.person,
        "corrected_at": None, "hidden_at": None, "hidden_by": None, "hidden_because": "",
        "removed": removed_from(enquiry, words),
    }  # fmt: skip
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
        _refuse_names(enquiry, corrected)
        public.answer, public.corrected_at = corrected, act.at
        public.findable = findable(f"{public.title} {public.content} {corrected}")
        public.save(update_fields=["answer", "corrected_at", "findable"])


def _refuse_names(enquiry: Enquiry, *texts: str) -> None:
    if any(removing.remaining(text, enquiry) for text in texts):
        raise StillTellsWho


def is_public(enquiry: Enquiry, act: Act) -> None:
    if not Enquiry.objects.published().filter(pk=enquiry.pk).exists():
        raise NotPublished


def hide(enquiry: Enquiry, act: Act) -> None:
    """Gone for everybody from now on: every public view begins at ``similar.public()``, the pages that are kept fall
    with the state of the catalogue (migration 0011), and the nation is told to show other words."""
    PublicAnswer.objects.filter(enquiry=enquiry).update(
        hidden_at=act.at, hidden_by=act.person, hidden_because=act.text("note")[:300]
    )
