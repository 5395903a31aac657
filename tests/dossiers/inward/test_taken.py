"""A dossier submitted at the national portal lies on the desk like any other, whole and once."""

import pytest

from dossiers.models import Dossier, DossierEvent, Involvement, Status
from portal.national.models import Exchange
from portal.notices.models import Notice
from tests.dossiers.inward.sending import CODE, DOOR, inline, of_the_nation, said
from tests.factories import ComponentFactory

pytestmark = pytest.mark.django_db


def test_it_is_stored_and_said_so(asked):
    assert said(of_the_nation(asked)) == (0, "Nhận dữ liệu hồ sơ thành công")
    dossier = Dossier.objects.get()
    assert (dossier.national_code, dossier.status) == (CODE, Status.SUBMITTED)


@pytest.mark.parametrize("door", ["/nhanhsdvcqg", DOOR, DOOR.replace("Xrd", "VXP")])
def test_every_generation_of_the_adapter_finds_the_door(asked, door):
    assert said(of_the_nation(asked), door)[0] == 0


def test_the_one_stop_unit_has_it_to_receive(asked, unit):
    said(of_the_nation(asked))
    assert Involvement.objects.get(dossier=Dossier.objects.get()).agency == unit


def test_history_says_where_it_was_submitted(asked):
    said(of_the_nation(asked))
    event = DossierEvent.objects.get()
    assert (event.action, event.role, event.by) == ("submit_at_nation", "nation", None)


def test_the_fields_become_answers_of_the_form(asked):
    said(of_the_nation(asked, HinhThuc="0"))
    dossier = Dossier.objects.get()
    wanted = ("owner_is", "owner_name", "owner_id_number", "phone", "summary", "return_by")
    values = ["self", "Trần Thị Hà", "024190000001", "0912345678", "Xin xác nhận nhà ở", "counter"]
    assert [dossier.answer(name) for name in wanted] == values


def test_the_owner_is_kept_as_the_nation_names_them(asked):
    said(of_the_nation(asked))
    owner = Dossier.objects.get().owner
    assert (owner["kind"], owner["name"], owner["id_number"]) == ("citizen", "Trần Thị Hà", "024190000001")


def test_what_the_form_does_not_ask_is_kept_as_text(asked):
    said(of_the_nation(asked, ThongTinKhac="Nhà cấp 4", DienTich=80, NguoiLienHe={"Ten": "An"}))
    others = {one["name"]: one["value"] for one in Dossier.objects.get().submission.others}
    assert others == {"Thông tin khác": "Nhà cấp 4", "DienTich": "80", "NguoiLienHe": '{"Ten": "An"}'}


def test_a_file_belongs_to_the_paper_it_names(asked):
    paper = ComponentFactory(edition=asked.current, code="GT-01")
    said(of_the_nation(asked, TaiLieuNop=[inline(MaThanhPhanHoSo="GT-01")]))
    attachment = Dossier.objects.get().attachments.get()
    assert (attachment.component, attachment.stored.name) == (paper, "Tờ khai.pdf")


def test_a_file_may_name_no_paper(asked):
    said(of_the_nation(asked, TaiLieuNop=[inline(MaThanhPhanHoSo="")]))
    assert Dossier.objects.get().attachments.get().component is None


def test_a_file_marked_as_deleted_is_left_out(asked):
    said(of_the_nation(asked, TaiLieuNop=[{"TenTepDinhKem": "cũ.pdf", "IsDeleted": "True"}]))
    assert not Dossier.objects.get().attachments.exists()


def test_who_gave_a_way_to_be_reached_is_told(asked):
    said(of_the_nation(asked))
    notice = Notice.objects.get()
    assert (notice.template.key, notice.person) == ("dossier_submitted", None)


def test_a_repeat_is_told_that_it_is_here(asked):
    said(of_the_nation(asked))
    assert said(of_the_nation(asked)) == (1, "Mã hồ sơ đã được tiếp nhận trước đó")
    assert Dossier.objects.count() == 1


def test_a_repeat_is_known_before_anything_else_is_read(asked):
    said(of_the_nation(asked))
    asked.is_used = False
    asked.save(update_fields=["is_used"])
    assert said(of_the_nation(asked, ChuHoSo=None))[0] == 1


def test_every_call_stands_in_the_log_of_exchanges(asked):
    said(of_the_nation(asked))
    exchange = Exchange.objects.get()
    assert (exchange.direction, exchange.service, exchange.outcome) == ("in", "nhanhsdvcqg", "ok")
