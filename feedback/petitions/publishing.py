"""What of an answered petition is public: written anew, looked through, recorded; hidden everywhere at once (PR-09)."""

from django.utils.translation import gettext_lazy as _

from dossiers.act import Act, Refusal
from feedback.models import Petition, Publication
from feedback.petitions import removing
from portal.vietnamese import findable


class StillTellsWho(Refusal):
    message = _("Something in it still tells who asked. Take it out and publish then.")


class NotPublished(Refusal):
    message = _("It is not public.")


class PublicAlready(Refusal):
    message = _("It is public already.")


def may_publish(petition: Petition, act: Act) -> None:
    if Petition.objects.published().filter(pk=petition.pk).exists():
        raise PublicAlready


def publish(petition: Petition, act: Act) -> None:
    """``act.values``: ``title``, ``content``, ``answer`` as the public reads them. Whoever asked stays unnamed.

    Raises ``StillTellsWho``.
    """
    words = {name: act.text(name) for name in ("title", "content", "answer")}
    if any(removing.remaining(text, petition) for text in words.values()):
        raise StillTellsWho
    facts = {
        **words, "findable": findable(" ".join(words.values())), "published_at": act.at, "published_by": act.person,
        "hidden_at": None, "hidden_by": None, "hidden_because": "",
    }  # fmt: skip
    Publication.objects.update_or_create(petition=petition, defaults=facts)


def is_public(petition: Petition, act: Act) -> None:
    if not Petition.objects.published().filter(pk=petition.pk).exists():
        raise NotPublished


def hide(petition: Petition, act: Act) -> None:
    """Gone for everybody from now on: every public view begins at ``published()`` and none is kept by a cache."""
    Publication.objects.filter(petition=petition).update(
        hidden_at=act.at, hidden_by=act.person, hidden_because=act.text("note")[:300]
    )
