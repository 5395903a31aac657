"""Guides for readers: which help with what; and places in training, never more than there are."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.agencies.models import Agency, Post
from portal.files.models import StoredFile
from procedures.models import (
    Component,
    Decision,
    Field,
    Guide,
    Procedure,
    TrainingRegistration,
    TrainingSession,
)


def for_procedure(procedure: Procedure) -> QuerySet[Guide]:
    """Its own first, then those of its field."""
    field = procedure.current.field_id if procedure.current else None
    wanted = Guide.objects.published().filter(Q(procedure=procedure) | Q(field=field, field__isnull=False))
    return wanted.order_by("procedure_id", "title")


def counted_by_field() -> list[tuple[Field, int]]:
    """The fields that have guides, by name, with how many; those of its procedures count, too."""
    published = Guide.objects.published()
    counts = Counter(published.filter(field__isnull=False).values_list("field", flat=True))
    counts.update(
        published.filter(procedure__current__isnull=False).values_list("procedure__current__field", flat=True)
    )
    return [(field, counts[field.pk]) for field in Field.objects.filter(pk__in=counts).order_by("sort_key")]


def public_file(uuid: UUID) -> StoredFile | None:
    """A file anybody may have: of a published guide, of a form in force, of a published decision."""
    file = StoredFile.objects.filter(uuid=uuid).first()
    if file is None:
        return None
    guides = Guide.objects.published()
    is_public = (
        guides.filter(Q(file=file) | Q(captions=file) | Q(steps__picture=file)).exists()
        or Component.objects.filter(form_file=file, edition__state="published").exists()
        or Decision.objects.filter(file=file, state=Decision.State.PUBLISHED).exists()
    )
    return file if is_public else None


# --- Training ---------------------------------------------------------------------------------


class RegistrationClosed(Exception):
    message = _("Registration is closed.")


class NotInvited(Exception):
    message = _("This session is for other agencies.")


@transaction.atomic
def register(session: TrainingSession, official: User, now: datetime) -> TrainingRegistration:
    """A seat, or a place on the waiting list when all are taken. Safe to repeat.

    Raises ``RegistrationClosed`` or ``NotInvited``.
    """
    locked = TrainingSession.objects.select_for_update().get(pk=session.pk)
    if now > locked.open_until:
        raise RegistrationClosed
    agency = _agency_of(locked, official)
    taken = locked.registrations.filter(is_waiting=False).exclude(official=official).count()
    registration, _created = TrainingRegistration.objects.get_or_create(
        session=locked, official=official, defaults={"agency": agency, "is_waiting": taken >= locked.seats}
    )
    return registration


@transaction.atomic
def cancel(session: TrainingSession, official: User) -> None:
    """Give the place back; whoever waits longest gets it."""
    locked = TrainingSession.objects.select_for_update().get(pk=session.pk)
    locked.registrations.filter(official=official).delete()
    if locked.registrations.filter(is_waiting=False).count() < locked.seats:
        first = locked.registrations.filter(is_waiting=True).order_by("registered_at", "pk").first()
        if first is not None:
            first.is_waiting = False
            first.save(update_fields=["is_waiting"])


def _agency_of(session: TrainingSession, official: User) -> Agency:
    posts = Post.objects.current().filter(user=official).select_related("agency__parent")
    invited = set(session.agencies.values_list("pk", flat=True))
    for post in posts:
        if not invited or {post.agency_id, post.agency.parent_id} & invited:
            return post.agency
    raise NotInvited
