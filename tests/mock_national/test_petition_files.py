"""What was enclosed with a petition received at the province: named by its report, opened on the page of petitions."""

import httpx

from tests.mock_national.calling import call
from tests.mock_national.conftest import CONTENT
from tests.national_process import NationalProcess

REPORT = {
    "MAPAKNDONVI": "PA20-00001", "TIEUDE": "Chờ lâu", "NOIDUNG": "Tôi chờ rất lâu", "LOAIPAKN": "1",
    "HOVATEN": "Vũ Thị Na", "MADONVI": "000.00.00.H02", "NGAYGUI": "20201130090000", "TRANGTHAI": "2",
}  # fmt: skip


def reported(national: NationalProcess, *addresses: str) -> str:
    """The number there."""
    files = [{"TENTEP": f"tep-{place}.pdf", "DUONGDAN": address} for place, address in enumerate(addresses)]
    (answer,) = call(national, "DongBoPAKN", data=[{**REPORT, "TEPDINHKEM": files}])["result"]
    return str(answer["PAKNID"])


def test_the_page_names_what_was_enclosed_and_opens_it(national, province):
    national.reset()
    number = reported(national, f"{province}/co")
    page = httpx.get(f"{national.url}/phan-anh/").text
    address = page[page.index(f"/phan-anh/{number}/tep/") :].split('"')[0]
    answer = httpx.get(national.url + address)
    assert (answer.content, answer.headers["Content-Type"]) == (CONTENT, "application/pdf")


def test_what_the_province_does_not_hand_over_is_not_there(national, province):
    elsewhere = f"{province}/co".replace("127.0.0.1", "localhost")
    number = reported(national, f"{province}/khong", elsewhere)
    for place in range(3):
        assert httpx.get(f"{national.url}/phan-anh/{number}/tep/{place}/").status_code == 404


def test_reported_again_it_has_the_new_addresses_and_stands_where_it_stood(national, province):
    number = reported(national, f"{province}/alt")
    line = {"TRANGTHAI": "5", "MADONVI": "000.00.00.H02", "NGUOIXULY": "An", "THOIDIEM": "20201130100000"}
    call(national, "CapNhatTrangThaiPAKN", data=[{**line, "PAKNID": number}])
    assert reported(national, f"{province}/co") == number
    assert httpx.get(f"{national.url}/phan-anh/{number}/tep/0/").status_code == 200
    (held,) = call(national, "ChiTietPAKN", paknid=number)["result"]
    assert held["TRANGTHAI"] == "5"
