"""A question that is a petition becomes one, with its text and whoever sent it."""

from django.db import transaction

from dossiers.act import Act
from feedback.enquiries import effects
from feedback.models import Enquiry, Petition
from feedback.petitions.filing import send
from feedback.spam import Sender


def move(enquiry: Enquiry, act: Act) -> None:
    """Its sender is told by the petition's own notice. Raises what ``send`` raises: then nothing has moved."""
    petition = Petition(
        kind=act.text("kind"), name=enquiry.name, address=enquiry.address, phone=enquiry.phone, email=enquiry.email,
        title=enquiry.title, content=enquiry.content, procedure=enquiry.procedure, about=enquiry.about,
    )  # fmt: skip
    with transaction.atomic():
        enquiry.petition = send(petition, Sender(enquiry.submitter, f"enquiry:{enquiry.uuid}"))
    effects.close(enquiry, act)
