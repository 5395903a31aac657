"""The record of a dossier names every field of 2020 (protocols §4.1), and nothing later."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers import national, parcels, sync, workflow
from dossiers.act import Act
from dossiers.counter.intake import Sheets
from dossiers.models import Attachment, Dossier
from dossiers.shared import Shared
from portal.national.addresses import good_until
from procedures.models import Exemption, Fee
from tests.chaos.world import Province
from tests.dossiers.counter import place_at, taken_in
from tests.dossiers.results import finished
from tests.dossiers.supplements import ask, give_file, paper_key, put_in, send, whole_draft
from tests.factories import ComponentFactory, StoredFileFactory
from tests.national.wire import Wire

pytestmark = pytest.mark.django_db
OF_2020 = {
    "MaHoSo", "MaTTHC", "TenTTHC", "MaLinhVuc", "TenLinhVuc", "SoBienNhan", "ChuHoSo", "LoaiDoiTuong", "MaDoiTuong",
    "ThongTinKhac", "Email", "Fax", "SoDienThoai", "TrichYeuHoSo", "NgayTiepNhan", "NgayHenTra", "TrangThaiHoSo",
    "NgayTra", "ThongTinTra", "HinhThuc", "NgayKetThucXuLy", "DonViXuLy", "GhiChu", "TaiLieuNop", "DanhSachLePhi",
    "DanhSachTepDinhKemKhac", "DanhSachHoSoBoSung", "DanhSachGiayToKetQua",
}  # fmt: skip
OF_A_SUPPLEMENT = {
    "HoSoBoSungId", "NguoiYeuCauBoSung", "NoiDungBoSung", "NgayBoSung", "NguoiTiepNhanBoSung", "ThongTinTiepNhan",
    "NgayTiepNhanBoSung", "TrangThaiBoSung", "DanhSachGiayToBoSung", "DanhSachLePhiBoSung", "NgayHenTraTruoc",
    "NgayHenTraMoi",
}  # fmt: skip
LATER = {
    "KenhThucHien", "SoGiayToChuHoSo", "NgayNopHoSo", "NgayTuChoi", "NoiNopHoSo", "HoSoCoThanhPhanSoHoa",
    "TaiKhoanDuocXacThucVoiVNeID", "DuocThanhToanTrucTuyen", "DinhDanhCHS", "DSKetNoiCSDL",
}  # fmt: skip


def record_of(dossier: Dossier) -> dict:
    return national.dossier_record(sync.as_sent().get(pk=dossier.pk))


@pytest.fixture
def whole(commune, unit, citizen, calendar) -> Dossier:
    draft = whole_draft(commune, unit, citizen)
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    return draft


def test_the_record_has_the_fields_of_2020_and_no_later_ones(whole):
    record = record_of(whole)
    assert record.keys() == OF_2020
    assert not record.keys() & LATER


def test_all_values_are_texts_or_lists_of_texts(whole, clerk):
    ask(whole, clerk, "summary")
    texts = [value for value in record_of(whole).values() if not isinstance(value, list)]
    items = [item for value in record_of(whole).values() if isinstance(value, list) for item in value]
    assert items
    assert all(isinstance(text, str) for text in texts)
    assert all(isinstance(value, str | list) for item in items for value in item.values())


def test_a_paper_goes_with_its_name_its_component_and_an_address(whole, settings):
    (paper,) = record_of(whole)["TaiLieuNop"]
    held = whole.attachments.get()
    assert paper["TepDinhKemId"] == str(held.uuid)
    assert (paper["TenTepDinhKem"], paper["IsDeleted"]) == ("dat-cu.pdf", "False")
    assert paper["MaThanhPhanHoSo"] == held.component.code
    assert paper["DuongDanTaiTepTin"].startswith(settings.NATIONAL.files)


def test_what_was_taken_out_of_the_draft_never_goes(whole):
    gone = Attachment.objects.create(dossier=whole, stored=StoredFileFactory(), removed_at=whole.submitted_at)
    assert str(gone.uuid) not in str(record_of(whole))


@pytest.mark.parametrize("kind", ["offered", "internal", "enclosing", "correction"])
def test_what_is_no_paper_of_the_dossier_never_goes(whole, kind):
    Attachment.objects.create(dossier=whole, stored=StoredFileFactory(), kind=kind)
    assert len(record_of(whole)["TaiLieuNop"]) == 1


def test_a_file_the_scanner_blocks_is_taken_off_there(whole):
    whole.attachments.get().stored.scan = "infected"
    type(whole.attachments.get().stored).objects.update(scan="infected")
    (paper,) = record_of(whole)["TaiLieuNop"]
    assert (paper["IsDeleted"], paper["DuongDanTaiTepTin"]) == ("True", "")


def test_a_supplement_brings_its_papers_and_takes_off_the_old_ones(whole, clerk, citizen):
    key = paper_key(whole, "Giấy chứng nhận quyền")
    ask(whole, clerk, key)
    give_file(whole, citizen, key)
    send(whole, citizen)
    record = record_of(whole)
    (round_,) = record["DanhSachHoSoBoSung"]
    assert round_.keys() == OF_A_SUPPLEMENT
    assert [(one["TenTepDinhKem"], one["IsDeleted"]) for one in record["TaiLieuNop"]] == [
        ("dat-cu.pdf", "True"), ("moi.pdf", "False"),
    ]  # fmt: skip
    assert [one["TenTepDinhKem"] for one in round_["DanhSachGiayToBoSung"]] == ["moi.pdf"]


def test_a_round_that_asked_no_paper_brings_none(whole, clerk, citizen):
    ask(whole, clerk, "summary")
    put_in(whole, citizen, summary="Xin khai sinh")
    send(whole, citizen)
    assert record_of(whole)["DanhSachHoSoBoSung"][0]["DanhSachGiayToBoSung"] == []


@pytest.mark.usefixtures("rewritable")
def test_fees_go_as_they_are_worked_out_for_this_dossier(whole):
    fee = Fee.objects.create(edition=whole.edition, channel="2", number=1, kind="2", name="Lệ phí", amount=15000)
    Exemption.objects.create(edition=whole.edition, fee=fee, group="ngheo", name="Hộ nghèo", percent=50)
    (line,) = record_of(whole)["DanhSachLePhi"]
    assert line == {
        "TenPhiLePhi": "Lệ phí", "MaPhiLePhi": f"{whole.edition.procedure.code}.1", "HinhThucThu": "1",
        "Gia": "15000", "LoaiPhiLePhi": "2",
    }  # fmt: skip


@pytest.mark.usefixtures("rewritable")
def test_an_amount_not_known_yet_is_empty_and_comes_with_the_result(whole):
    Fee.objects.create(edition=whole.edition, channel="2", number=1, kind="1", name="Phí", rule="notice")
    (line,) = record_of(whole)["DanhSachLePhi"]
    assert (line["Gia"], line["HinhThucThu"], line["LoaiPhiLePhi"]) == ("", "4", "1")


@pytest.mark.usefixtures("rewritable")
def test_a_fee_without_a_name_goes_in_vietnamese_whatever_the_screen_speaks(whole, settings):
    settings.LANGUAGE_CODE = "en"
    Fee.objects.create(edition=whole.edition, channel="2", number=1, kind="2", amount=1)
    assert record_of(whole)["DanhSachLePhi"][0]["TenPhiLePhi"] == "Lệ phí"


@pytest.mark.usefixtures("rewritable")
def test_what_was_taken_on_paper_goes_counted_by_kind(procedure, commune, unit, clerk, calendar):
    component = ComponentFactory(edition=procedure.current, name="Giấy chứng sinh")
    taken = taken_in(place_at(procedure, commune, unit), clerk, Sheets(component, originals=1, photocopies=2))
    assert record_of(taken)["DanhSachTepDinhKemKhac"] == [
        {"TenGiayTo": "Giấy chứng sinh", "SoLuong": "1", "LoaiGiayTo": "Bản chính"},
        {"TenGiayTo": "Giấy chứng sinh", "SoLuong": "2", "LoaiGiayTo": "Bản chụp"},
    ]


def test_a_result_goes_once_it_is_with_the_applicant(dossier, clerk, officer):
    finished(dossier, clerk, officer)
    assert record_of(dossier)["DanhSachGiayToKetQua"] == []
    workflow.perform(workflow.HAND_OVER, dossier, Act(clerk))
    (result,) = record_of(dossier)["DanhSachGiayToKetQua"]
    assert (result["TenGiayTo"], result["GiayToId"]) == (
        "Kết quả giải quyết số 12/XN-UBND", str(dossier.results.get().file.uuid),
    )  # fmt: skip
    assert result.keys() == {"TenGiayTo", "MaThanhPhanHoSo", "GiayToId", "DuongDanTepTinKetQua"}


def test_addresses_made_anew_are_no_change(whole):
    first = sync.Parcel(sync.as_sent().get(pk=whole.pk))
    later = sync.Parcel(sync.as_sent().get(pk=whole.pk), until=first.until.replace(year=2100))
    assert first.record != later.record
    assert first.digest == later.digest


def test_a_paper_more_is_a_change(whole):
    first = sync.Parcel(sync.as_sent().get(pk=whole.pk))
    Attachment.objects.create(dossier=whole, stored=StoredFileFactory())
    assert sync.Parcel(sync.as_sent().get(pk=whole.pk)).digest != first.digest


def test_reading_many_at_once_says_the_same_as_reading_one(whole, django_assert_num_queries):
    until = good_until()
    one = national.dossier_record(sync.as_sent().get(pk=whole.pk), until)
    (read,) = parcels.read([whole.pk], Shared()).values()
    with django_assert_num_queries(0):
        assert national.dossier_record(read, until) == one


def queries(province: Province, dossiers: int) -> int:
    for number in range(dossiers):
        one = province.submitted(number % 4)
        Attachment.objects.create(dossier=one, stored=StoredFileFactory())
        province.change(one, 0)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sync.drain(Wire().portal())
    return len(asked)


def test_a_batch_costs_the_same_number_of_queries_however_large_it_is():
    province = Province()
    assert queries(province, 2) == queries(province, 12)
