"""Questions in every state, for tests of this room."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from dossiers.act import Act
from feedback.enquiries import table
from feedback.enquiries.acting import perform
from feedback.enquiries.asking import send
from feedback.models import Enquiry
from feedback.spam import Sender
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from portal.files.storage import store
from tests.factories import AgencyFactory, PostFactory
from tests.sheets import written_pdf

ASKED = "Tôi sinh con ở Hà Nội, xin hỏi làm giấy khai sinh cho cháu ở phường có được không?"
TITLE = "Sinh con ở tỉnh khác thì khai sinh ở đâu?"
REPLIED = "Bạn đăng ký khai sinh tại nơi cư trú của cha hoặc mẹ, theo Điều 13 Luật Hộ tịch."
PUBLIC = {"title": TITLE, "content": "Sinh con ở Hà Nội, làm giấy khai sinh ở phường được không?", "answer": REPLIED}


def asked(**changed: Any) -> Enquiry:
    """Not saved."""
    facts = {
        "name": "Trần Thị Hà", "phone": "0912345678", "email": "ha@example.vn", "title": TITLE, "content": ASKED,
        **changed,
    }  # fmt: skip
    return Enquiry(**facts)


def done(action: table.Action, enquiry: Enquiry, by: User | None, **values: Any) -> Enquiry:
    perform(action, enquiry, Act(by, values={"note": "Đã xem.", **values}))
    return enquiry


def one_asked(asker: User, agency: Agency) -> dict[str, Any]:
    """Of ``asker``, in the hand of ``agency``, which has proposed no answer yet but chosen a file for it."""
    office = Agency.objects.filter(key=settings.PETITION_RECEPTION).first()
    office = office or AgencyFactory(key=settings.PETITION_RECEPTION)
    reception = PostFactory(agency=office, role=Role.OFFICER).user
    enquiry = done(table.ASSIGN, send(asked(), Sender(asker)), reception, agency=agency.pk)
    stored = store(SimpleUploadedFile("mẫu.pdf", written_pdf(), "application/pdf"), by=None)
    enquiry.answer_files.create(stored=stored)
    return {"enquiry": enquiry.uuid, "enquiry_file": stored.uuid}
