"""Questions in every state, for tests of this room."""

from typing import Any

from dossiers.act import Act
from feedback.enquiries import table
from feedback.enquiries.acting import perform
from feedback.models import Enquiry
from portal.accounts.models import User

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
