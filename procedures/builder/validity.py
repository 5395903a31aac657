"""What is wrong with a form as it stands: the same list for the overview, for saving and for import."""

from django.utils.translation import gettext as _

from procedures import questions
from procedures.builder import shape
from procedures.builder.changes import title
from procedures.builder.document import Document
from procedures.questions.conditions import BadForm


def faults(document: Document) -> list[str]:
    """Everything to put right before the edition can be published, by place; empty for a good form."""
    found = shape.faults(document)
    if found:
        return found
    found = empty_sections(document)
    if not document["steps"]:
        return [_("There is no section yet")]
    return found + of_questions(document)


def empty_sections(document: Document) -> list[str]:
    empty = [section for section in document.get("steps", []) if not section.get("questions")]
    return [_("Section “%(name)s”: asks nothing yet") % {"name": title(section)} for section in empty]


def of_questions(document: Document) -> list[str]:
    """Without what is only unfinished: sections that ask nothing yet are left aside."""
    asked = {**document, "steps": [section for section in document.get("steps", []) if section.get("questions")]}
    try:
        questions.read(asked)
    except BadForm as fault:
        return [str(fault)]
    return []


def added_faults(before: Document, after: Document) -> list[str]:
    """The faults a change would bring in; those that were there before do not hinder it."""
    known = set(shape.faults(before) or of_questions(before))
    return [fault for fault in shape.faults(after) or of_questions(after) if fault not in known]
