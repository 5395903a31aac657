"""Every paper: its size, each of its facts in composed letters, its letters in the file, nothing of the machine."""

import io
import unicodedata

import pytest
from pypdf import PdfReader

from dossiers.documents.render import print_page
from dossiers.issued import pages, registry
from dossiers.issued.facts.common import Common
from portal.health import can_print
from tests.dossiers.issued import samples
from tests.dossiers.issued.reading import SIZES, size, text

pytestmark = pytest.mark.skipif(not can_print(), reason="no system libraries of WeasyPrint on this machine")
KEYS = [form.key for form in registry.FORMS]
ADDRESS = "https://dichvucong.bacgiang.gov.vn/xac-minh/AbCdEfGhIjKlMnOpQrStUvWxYz012345/"


def printed(key: str) -> bytes:
    return print_page(pages.page(registry.form_of(key, 1), samples.facts(key), ADDRESS)).pdf


def squeezed(words: str) -> str:
    return "".join(words.split())


def told(key: str) -> list[str]:
    """What this paper says beside what all of them share, and of that the code, the day, and who issues it."""
    facts = samples.facts(key)
    own = {name: value for name, value in facts.items() if name not in Common.__dataclass_fields__}
    head = facts.get("head", {})
    return [*samples.words(own), *(head[name] for name in ("code", "place_and_day", "official", "unit") if head)]


@pytest.mark.parametrize("key", KEYS)
def test_everything_it_knows_is_read_on_it(key):
    said = squeezed(text(printed(key)))
    assert said == unicodedata.normalize("NFC", said)
    assert not [words for words in told(key) if squeezed(words).casefold() not in said.casefold()]


OF_THE_LAW = {
    "receipt": [
        "(Liên: Lưu / Giao tổ chức, cá nhân)", "Bộ phận tiếp nhận và trả kết quả:",
        "Tiếp nhận hồ sơ của: Lê Văn Ẩm (nộp trực tuyến)", "Địa chỉ: Số 12", "Số điện thoại: 0912 345 678",
        "Email: thuy.duong@example.vn", "024080000077", "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "Chủ hồ sơ: Nguyễn Thị Thuỳ Dương Quỳnh Hương, địa chỉ: Số 12", "Thành phần hồ sơ nộp gồm:", "Bản chính",
        "Bản chứng thực", "Bản photo", "Số lượng hồ sơ: 01 (bộ)", "Thời gian giải quyết hồ sơ theo quy định là:",
        "Thời gian nhận hồ sơ: 9 giờ 05 phút", "Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút",
        "Đăng ký nhận kết quả tại:", "Phí, lệ phí: 8.000 đồng", "Vào Sổ theo dõi hồ sơ, Quyển số: 2020",
        "Số thứ tự: 201130-0001", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ", "02 liên", "giấy ủy quyền",
        "Đường dây nóng:",
    ],
    "supplement_request": [
        "Hồ sơ của: Nguyễn Thị Thuỳ Dương", "Nội dung yêu cầu giải quyết:", "Địa chỉ:", "Số điện thoại:", "Email:",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:", "Lý do: Giấy chứng sinh bị mờ.",
        "liên hệ với Hoàng Thị Ánh Nguyệt", "NGƯỜI HƯỚNG DẪN", "Lần thứ 2", "giai đoạn thẩm định hồ sơ",
        "Thời hạn bổ sung:",
    ],
    "refusal": [
        "tiếp nhận hồ sơ của: Lê Văn Ẩm", "Địa chỉ:", "Số điện thoại:", "Email:", "Nội dung yêu cầu giải quyết:",
        "thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Xin thông báo cho Ông/Bà được biết và thực hiện.", "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ],
    "apology": [
        "Kính gửi: Lê Văn Ẩm", "tiếp nhận giải quyết hồ sơ đề nghị giải quyết", "Thời gian hẹn trả kết quả",
        "chưa trả kết quả đúng thời hạn ghi trên Giấy tiếp nhận hồ sơ và hẹn trả kết quả. Lý do:", "xin lỗi Ông/Bà",
        "sẽ trả kết quả", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, đóng dấu)", "Nơi nhận:", "Lập sau ngày hẹn",
    ],
    "control_slip": [
        "Quyển số: 2020", "Số thứ tự: 201130-0001", "Tên thủ tục:", "Kèm theo hồ sơ của:",
        "Cơ quan (bộ phận) giải quyết hồ sơ:", "Cơ quan phối hợp giải quyết hồ sơ: Công an phường Trần Phú",
        "Ngày nhận hồ sơ:", "hẹn trả kết quả:", "TÊN CƠ QUAN", "THỜI GIAN GIAO, NHẬN HỒ SƠ",
        "KẾT QUẢ GIẢI QUYẾT HỒ SƠ", "GHI CHÚ", "1. Giao:", "2. Nhận:", "x Trước hạn", "Đúng hạn", "Quá hạn",
    ],
    "follow_up_book": [
        "Mã hồ sơ", "Tên thủ tục hành chính", "Số lượng hồ sơ (bộ)", "Tên cá nhân, tổ chức", "Địa chỉ, số điện thoại",
        "Cơ quan chủ trì giải quyết", "Nhận và trả kết quả", "Phương thức nhận kết quả", "Ký nhận", "Ghi chú",
    ],
    "fee_receipt": [
        "BIÊN LAI THU PHÍ, LỆ PHÍ", "Mẫu số: 01BLP0-001", "Ký hiệu: BG-20E", "Số: 0000001", "giao người nộp tiền",
        "Tổ chức thu:", "mã định danh: H02.22.25", "Họ và tên người nộp tiền:", "Tên khoản phí, lệ phí",
        "Số tiền (đồng)", "Viết bằng chữ:", "Hình thức thanh toán:", "NGƯỜI THU TIỀN", "Thay thế biên lai số:",
    ],
}  # fmt: skip
"""Point by point, Articles 9 and 10 of the circular; of the receipt Article 4 of TT 303/2016."""


@pytest.mark.parametrize("key", OF_THE_LAW)
def test_the_points_of_the_law_stand_on_it(key):
    said = squeezed(text(printed(key)))
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM" in said and "Độclập-Tựdo-Hạnhphúc" in said
    assert not [point for point in OF_THE_LAW[key] if squeezed(point) not in said]


@pytest.mark.parametrize("key", KEYS)
def test_it_has_the_size_the_law_gives_it(key):
    assert size(printed(key)) == SIZES[registry.form_of(key, 1).size]


@pytest.mark.parametrize("key", KEYS)
def test_its_file_says_nothing_of_program_machine_or_person(key):
    pdf = printed(key)
    assert set(PdfReader(io.BytesIO(pdf)).metadata) <= {"/Title", "/Producer"}
    whole = b"".join(_streams(pdf)) + pdf
    assert not [word for word in (b"WeasyPrint", b"pyHanko", b"/work", b"/root", b"/home", b"/tmp") if word in whole]


def _streams(pdf: bytes):
    reader = PdfReader(io.BytesIO(pdf))
    yield (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")


@pytest.mark.parametrize("key", KEYS)
def test_its_letters_are_in_the_file(key):
    for page in PdfReader(io.BytesIO(printed(key))).pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor


@pytest.mark.parametrize("key", [form.key for form in registry.FORMS if "minh hoạ" in form.basis])
def test_what_the_law_has_no_form_for_says_so(key):
    said = text(printed(key))
    assert "minh hoạ" in said
