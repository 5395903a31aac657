"""The texts of an edition: lists are rows, everything is kept as it was read."""

import pytest

from procedures.models import Edition
from tests.procedures.desk.pages import at, errors, send, text_of

pytestmark = pytest.mark.django_db
KEPT = {
    "audience": ["Công dân", "Doanh nghiệp"],
    "results": [{"code": "KQ.1", "name": "Giấy xác nhận"}],
    "legal_basis": [{"number": "1/2020/TT", "name": "Thông tư 1"}, {"number": "", "name": "Luật Nhà ở"}],
    "handled_by": [{"code": "H02", "name": "Ủy ban nhân dân xã"}],
    "steps": [{"case": "", "steps": ["Nộp", "Nhận"]}, {"case": "Cấp lại", "steps": ["Nộp"]}],
    "requirements": "Có nhà ở",
}


@pytest.fixture
def full(draft):
    Edition.objects.filter(pk=draft.pk).update(**KEPT)
    return Edition.objects.get(pk=draft.pk)


def kept(edition):
    edition.refresh_from_db()
    return {name: getattr(edition, name) for name in KEPT}


def test_sent_back_as_shown_nothing_changes(desk, full):
    assert send(desk, at(full, "content")).status_code == 302
    assert kept(full) == KEPT


def test_texts_and_settings_are_changed(desk, full):
    typed = {"name": "Tên mới", "levels": ["2", "3"], "online_level": "2", "pays_online": "on", "sets": "2"}
    send(desk, at(full, "content"), **typed)
    full.refresh_from_db()
    assert (full.name, full.levels, full.online_level, full.pays_online, full.sets) == ("Tên mới", [2, 3], 2, True, 2)


def test_it_is_found_by_its_new_words(desk, full):
    send(desk, at(full, "content"), name="Tên mới")
    assert Edition.objects.get(pk=full.pk).name_plain.startswith("ten moi")


def test_a_row_is_added_and_another_taken_out(desk, full):
    rows = {"results-1-name": "Giấy biên nhận", "laws-0-DELETE": "on"}
    send(desk, at(full, "content"), **rows)
    full.refresh_from_db()
    assert full.results == [*KEPT["results"], {"code": "", "name": "Giấy biên nhận"}]
    assert full.legal_basis == KEPT["legal_basis"][1:]


def test_a_code_without_its_name_is_told_beside_the_row(desk, full):
    response = send(desk, at(full, "content"), **{"results-1-code": "KQ.2"}, requirements="Đang gõ")
    assert errors(response) == {"results-1-name": "Hãy ghi tên kết quả"}
    assert "Đang gõ" in response.content.decode()


def test_more_rows_keep_what_is_typed(desk, full):
    response = send(desk, at(full, "content"), action="more-laws", name="Đang gõ")
    page = response.content.decode()
    assert "Đang gõ" in page and 'name="laws-6-name"' in page
    assert Edition.objects.get(pk=full.pk).name != "Đang gõ"


def test_a_missing_name_is_told(desk, full):
    assert errors(send(desk, at(full, "content"), name="")) == {"name": "Lỗi: Hãy ghi tên"}


def test_the_history_says_who_changed_what(desk, full, catalogue_admin):
    send(desk, at(full, "content"), name="Tên mới")
    said = text_of(desk.get(at(full, "history")))
    assert str(catalogue_admin) in said and "tên" in said


def test_what_did_not_change_leaves_no_line_in_the_history(desk, full):
    send(desk, at(full, "content"))
    assert "không có một lịch sử thay đổi" in text_of(desk.get(at(full, "history")))
