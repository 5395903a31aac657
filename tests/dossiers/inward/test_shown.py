"""What officials and applicants see of a dossier that was submitted at the national portal."""

import pytest
from django.urls import reverse

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import AwaitedFile, Dossier
from tests.dossiers.inward.sending import CODE, inline, of_the_nation, said
from tests.factories import ComponentFactory, IdentityFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
TECH_ID = "0b7d8a4e-5f6a-4b0e-9c1d-2f3a4b5c6d7e"
LIST = "/quan-tri/dossiers/dossier/"


@pytest.fixture
def arrived(asked, settings) -> Dossier:
    settings.NATIONAL_URL = "http://127.0.0.1:8100"
    ComponentFactory(edition=asked.current, code="GT-01", name="Giấy chứng sinh")
    later = {
        "TenTepDinhKem": "chứng sinh.pdf", "MaThanhPhanHoSo": "GT-01",
        "DuongDanTaiTepTin": "http://127.0.0.1:8100/tep/1",
    }  # fmt: skip
    files = [inline(name="Tờ khác.pdf", MaThanhPhanHoSo=""), later]
    IdentityFactory(tech_id=TECH_ID, id_number="024190000001")
    body = of_the_nation(asked, MaDoiTuong=TECH_ID, ThongTinKhac="Nhà cấp bốn, mái ngói", TaiLieuNop=files)
    assert said(body)[0] == 0
    return Dossier.objects.get(national_code=CODE)


def desk_page(clerk, dossier) -> str:
    return enter(clerk).get(reverse("admin:dossiers_dossier_page", args=[dossier.uuid])).content.decode()


@pytest.mark.parametrize(
    "words",
    [
        CODE, "Nhà cấp bốn, mái ngói", "Tờ khác.pdf", "Tệp chưa ghi tên giấy tờ", "đang lấy từ Cổng quốc gia",
        "công dân, tại Cổng Dịch vụ công quốc gia",
    ],
)  # fmt: skip
def test_the_desk_shows_where_it_comes_from_and_all_that_came(arrived, clerk, words):
    assert words in desk_page(clerk, arrived)


def test_the_list_names_and_filters_it(dossier, arrived, clerk):
    page = enter(clerk).get(LIST, {"kenh": "quoc-gia"}).content.decode()
    assert (arrived.public_code in page, dossier.public_code in page) == (True, False)
    assert "từ Cổng quốc gia" in page


def test_what_cannot_be_fetched_is_told_and_can_be_tried_again(arrived, clerk):
    AwaitedFile.objects.update(next_attempt_at=None, last_error="404: the file is not there")
    assert "không lấy được từ Cổng quốc gia" in desk_page(clerk, arrived)
    enter(clerk).post(reverse("admin:dossiers_dossier_fetch", args=[arrived.uuid]))
    assert not AwaitedFile.objects.get().is_given_up


def test_nobody_elsewhere_has_it_fetched(arrived, outsider):
    AwaitedFile.objects.update(next_attempt_at=None)
    enter(outsider).post(reverse("admin:dossiers_dossier_fetch", args=[arrived.uuid]))
    assert AwaitedFile.objects.get().is_given_up


def test_who_submitted_it_sees_it_as_their_own(arrived, sign_in):
    page = sign_in(arrived.submitter).get(reverse("dossier", args=[arrived.uuid])).content.decode()
    for words in (CODE, "Tờ khác.pdf", "đang lấy từ Cổng quốc gia", "Đã nộp hồ sơ tại Cổng Dịch vụ công quốc gia"):
        assert words in page


def test_it_is_received_like_any_other(arrived, clerk):
    workflow.perform(workflow.RECEIVE, arrived, Act(clerk))
    assert (arrived.code is not None, arrived.due_at is not None) == (True, True)


def test_once_received_all_its_events_are_owed_to_the_nation(arrived, clerk):
    workflow.perform(workflow.RECEIVE, arrived, Act(clerk))
    assert [message.event.action for message in arrived.owed.order_by("pk")] == ["submit_at_nation", "receive"]


def test_what_was_begun_here_is_not_handed_in_as_the_nations(draft):
    with pytest.raises(workflow.WrongStatus):
        workflow.perform(workflow.SUBMIT_AT_NATION, draft, Act(None))
