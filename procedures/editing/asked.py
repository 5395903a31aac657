"""What the rows of an edition may ask about: the questions of its form."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from procedures.builder.document import Document
from procedures.builder.document import questions as all_questions
from procedures.builder.subjects import Subject, form_of, subjects
from procedures.fee_checks import COUNTED
from procedures.fees import GROUP
from procedures.models import Edition


def of_rows(edition: Edition) -> list[Subject]:
    """For the conditions of papers and fees."""
    return subjects(edition, form_of(edition))


def of_exemptions(edition: Edition) -> list[Subject]:
    """Besides what others may ask: which groups somebody says to belong to."""
    groups = edition.exemptions.order_by("group").values_list("group", "name").distinct()
    said = Subject(GROUP, _("Group that pays less"), _("Known of every dossier"), tuple(groups), is_ours=True)
    return [said, *of_rows(edition)]


def counted(edition: Edition) -> Sequence[Subject]:
    """Questions answered by a number, outside repeated blocks."""
    document: Document = form_of(edition)
    kinds = {
        str(question.get("name", "")): question.get("kind")
        for place, question in all_questions(document)
        if len(place) == 2
    }
    return [subject for subject in of_rows(edition) if kinds.get(subject.name) in COUNTED]
