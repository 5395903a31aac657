"""What stands behind the addresses of petitions in walks over the whole portal."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from feedback.models import Petition
from feedback.petitions import table
from feedback.petitions.filing import send
from feedback.spam import Sender
from portal.accounts.models import User
from portal.agencies.models import Agency, Role
from tests.factories import AgencyFactory, PostFactory
from tests.feedback.conftest import done, written
from tests.sheets import written_pdf


def one_in_hand(citizen: User, agency: Agency) -> dict[str, Any]:
    """A petition of ``citizen`` with a file, passed to ``agency``."""
    office = AgencyFactory(key="van-phong-ubnd-tinh", name="Văn phòng Ủy ban nhân dân tỉnh")
    reception = PostFactory(agency=office, role=Role.OFFICER).user
    paper = SimpleUploadedFile("don.pdf", written_pdf(), "application/pdf")
    petition = send(written(), Sender(citizen), [paper])
    done(table.RECEIVE, petition, reception)
    done(table.TRANSFER, petition, reception, agency=agency.pk, nature="conduct")
    return {"petition": Petition.objects.get().uuid, "petition_file": petition.files.get().stored.uuid}
