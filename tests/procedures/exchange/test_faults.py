"""What is wrong in one row is told with its place, in Vietnamese, and keeps nothing else from being taken in."""

import pytest
from openpyxl import Workbook

from procedures.models import Edition
from tests.procedures.exchange.files import edited, exported, imported, report, with_cell
from tests.procedures.exchange.rich import CODE, poor, rich

pytestmark = pytest.mark.django_db
FEES, STEPS = "Phí, lệ phí", "Quy trình nội bộ"


@pytest.fixture
def workbook() -> bytes:
    rich()
    poor()
    return exported("xlsx")


WRONG = [
    # sheet, key of the column, row, what stands there, what is said
    ("Thủ tục", "ten", 3, "", "Không được để trống."),
    ("Thủ tục", "cap", 3, "thôn", "“thôn” không thuộc các giá trị: bộ, tỉnh, huyện, xã"),
    ("Thủ tục", "muc_do", 3, 7, "mức độ trực tuyến là 1, 2, 3 hoặc 4"),
    ("Thủ tục", "buu_chinh", 3, "có lẽ", "không phải “có” hay “không”: có lẽ"),
    ("Thủ tục", "so_bo", 3, "hai", "không phải số nguyên: hai"),
    ("Thủ tục", "hau_to", 3, "H99", "hậu tố cơ quan công bố của thủ tục đã có không đổi được"),
    ("Thủ tục", "ma_linh_vuc", 3, "LV-99", "trong danh mục, lĩnh vực “Hộ tịch” có mã G15-TP07"),
    ("Thủ tục", "linh_vuc", 3, "Đất đai", "trong danh mục, mã này là của lĩnh vực “Hộ tịch”"),
    ("Trường hợp", "so_thu_tu", 4, 1, "đã có ở dòng 3: 1"),
    ("Giấy tờ", "truong_hop_so", 3, 9, "không có dòng hay cơ quan nào mang số hoặc mã này: 9"),
    ("Giấy tờ", "ban_chinh", 3, -1, "không phải số nguyên: -1"),
    ("Giấy tờ", "ban_chinh", 3, 1.5, "không phải số nguyên: 1.5"),
    ("Giấy tờ", "ma", 3, "m" * 61, "tối đa 60"),
    ("Giấy tờ", "dieu_kien", 3, "{nửa vời", "không đúng dạng JSON: {nửa vời"),
    ("Giấy tờ", "dieu_kien", 3, "[1]", "phải là một đối tượng JSON"),
    ("Giấy tờ", "ghi_chu", 3, "=A1&B1", "là công thức: hãy thay bằng chính giá trị"),
    ("Giấy tờ", "ghi_chu", 3, "#REF!", "ô đang báo lỗi"),
    ("Thời hạn", "so_luong", 3, "mươi", "không phải số có tối đa hai chữ số thập phân: mươi"),
    ("Thời hạn", "don_vi", 3, "tuần", "“tuần” không thuộc các giá trị: ngày làm việc"),
    (FEES, "so_tien", 4, "8,000", "không phải số nguyên: 8,000"),
    (FEES, "tu_ngay", 4, "2020", "không phải ngày dạng ngày/tháng/năm: 2020"),
    (FEES, "den_ngay", 4, "31/12/2019", "ngày cuối đứng trước ngày đầu"),
    (FEES, "kenh", 4, "fax", "“fax” không thuộc các giá trị: trực tiếp, trực tuyến, bưu chính"),
    ("Miễn, giảm", "khoan_so", 3, 5, "không có dòng hay cơ quan nào mang số hoặc mã này: 5, 1"),
    ("Miễn, giảm", "khoan_kenh", 4, "trực tiếp", "đã có ở dòng 3: 1, 1, ho-ngheo"),
    ("Miễn, giảm", "ty_le", 3, 101, "Giá trị không được lớn hơn 100."),
    ("Miễn, giảm", "nhom", 3, "hộ nghèo", "Chỉ dùng chữ không dấu"),
    (STEPS, "nhanh", 5, 1, "đã có ở dòng 4: –, 2, 1"),
    (STEPS, "gio", 3, 0, "Giá trị không được nhỏ hơn 0.25."),
    (STEPS, "vai_tro", 3, "giám đốc", "“giám đốc” không thuộc các giá trị: cán bộ tiếp nhận"),
    ("Phân công cơ quan", "co_quan", 4, "sao-hoa", "không có dòng hay cơ quan nào mang số hoặc mã này: sao-hoa"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "key", "row", "value", "said"), WRONG)
def test_it_is_told_with_its_place(workbook, sheet, key, row, value, said):
    job = imported(with_cell(workbook, sheet, key, value, row))
    assert (job.counts["refused"], job.counts["unchanged"]) == (1, 1)
    ((code, _outcome, place, reason),) = [line for line in report(job) if line[1] == "refused"]
    assert (code, said in reason) == (CODE, True), reason
    assert place.startswith(sheet)
    assert not Edition.objects.filter(state="draft").exists()


def test_all_faults_of_a_procedure_are_told(workbook):
    file = with_cell(with_cell(workbook, "Giấy tờ", "ban_chinh", "một"), "Giấy tờ", "ban_sao", "hai")
    job = imported(file)
    assert job.counts == {"refused": 1, "further": 1, "unchanged": 1}
    assert [line[2] for line in report(job)][:2] == [
        "Giấy tờ, dòng 3, cột “Số bản chính”", "Giấy tờ, dòng 3, cột “Số bản sao”",
    ]  # fmt: skip


def test_a_code_that_stands_twice_is_taken_from_neither_row(workbook):
    def double(book: Workbook) -> None:
        book["Thủ tục"].append([cell.value for cell in book["Thủ tục"][3]])

    job = imported(edited(workbook, double))
    assert (CODE, "refused", "Thủ tục, dòng 5", "mã này xuất hiện hai lần trong tệp") in report(job)


def test_rows_whose_procedure_is_not_in_the_first_sheet_are_told(workbook):
    job = imported(edited(workbook, lambda book: book["Thủ tục"].delete_rows(3)))
    ((_code, _outcome, place, reason),) = [line for line in report(job) if line[0] == CODE]
    assert (place, reason) == ("Trường hợp, dòng 3", "mã này không có trong trang tính “Thủ tục”")


@pytest.mark.parametrize(
    ("code", "said"), [("", "thiếu mã thủ tục"), ("mã sai!", "không phải mã"), ("9" * 41, "không phải mã")]
)
def test_what_is_no_code_is_told(workbook, code, said):
    job = imported(with_cell(workbook, "Thủ tục", "ma_thu_tuc", code))
    assert any(said in reason for _code, outcome, _place, reason in report(job) if outcome == "refused")


def test_a_row_with_a_thousand_faults_is_told_in_twenty_lines(workbook):
    def spoil(book: Workbook) -> None:
        for number in range(5, 1005):
            book["Giấy tờ"].cell(number, 1).value = CODE

    job = imported(edited(workbook, spoil))
    assert job.counts == {"refused": 1, "further": 19, "unchanged": 1}
