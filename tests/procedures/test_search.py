"""The procedure a citizen means comes first, typed with diacritics, without, or wrongly."""

import pytest

from portal.agencies.models import Level
from procedures import search
from procedures.catalogue import refresh
from procedures.models import Edition, Field, Procedure
from tests.procedures.nation import Nation, clean

pytestmark = pytest.mark.django_db

NAMES = [
    "Thủ tục đăng ký khai sinh",
    "Thủ tục đăng ký khai sinh có yếu tố nước ngoài",
    "Thủ tục đăng ký lại khai sinh",
    "Thủ tục đăng ký kết hôn",
    "Thủ tục đăng ký khai tử",
    "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam",
    "Cấp giấy phép xây dựng nhà ở riêng lẻ",
    "Cấp giấy phép khai thác nước dưới đất",
    "Đăng ký biến động quyền sử dụng đất",
    "Xác nhận tình trạng hôn nhân",
    "Thành lập tổ hoà giải",
    "Chứng thực bản sao từ bản chính",
    "Tuyển sinh",
]


@pytest.fixture(autouse=True)
def catalogue():
    records = [clean(MATTHC=f"1.{number:06}", TENTTHC=name) for number, name in enumerate(NAMES)]
    records[6] |= {"CAPTHUCHIEN": [{"CAPTHUCHIEN": "2"}], "LINHVUCTHUCHIEN": [{"TENLINHVUC": "Hoạt động xây dựng"}]}
    refresh(Nation(*records))


def names(query: str, **filters: object) -> list[str]:
    return [edition.name for edition in search.find(query, **filters).editions]


@pytest.mark.parametrize("query", ["khai sinh", "KHAI SINH", "  khai   sinh ", "khai sin", "đăng ký khai sinh"])
def test_plain_name_comes_before_longer_ones(query):
    assert names(query)[0] == "Thủ tục đăng ký khai sinh"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dang ky khai sinh co yeu to nuoc ngoai", NAMES[1]),
        ("ly lich tu phap", NAMES[5]),
        ("lí lịch tư pháp", NAMES[5]),
        ("giấy phép xây dựng", NAMES[6]),
        ("tổ hòa giải", NAMES[10]),
        ("đăng kí kết hôn", NAMES[3]),
        ("tình trạng hôn nha\u0302n", NAMES[9]),
    ],
)
def test_spelling_of_marks_does_not_matter(query, first):
    assert names(query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("dang ky ket hom", NAMES[3]),
        ("giay phep xay dugn", NAMES[6]),
        ("khai shinh", NAMES[0]),
        ("lý lich tu phjap", NAMES[5]),
    ],
)
def test_misspelt_words_are_repaired_and_said(query, first):
    found = search.find(query)
    assert found.editions[0].name == first
    assert found.repaired


def test_repair_prefers_words_that_stand_together():
    assert search.find("khai shinh").repaired == "khai sinh"


def test_right_spelling_is_not_repaired():
    assert search.find("khai sinh").repaired == ""


def test_exact_marks_go_before_homographs():
    assert names("đất")[0] in NAMES[7:9]
    assert names("tử")[0] == "Thủ tục đăng ký khai tử"


def test_a_field_finds_its_procedures():
    assert names("hoạt động xây dựng") == [NAMES[6]]


def test_whole_words_go_before_beginnings_of_longer_ones():
    found = names("tử")
    assert found.index(NAMES[4]) < found.index("Tuyển sinh")


def test_code_finds_its_procedure():
    assert names("1.000003") == ["Thủ tục đăng ký kết hôn"]


def test_words_of_the_text_are_found_where_names_give_little():
    assert "Xác nhận tình trạng hôn nhân" in names("tờ khai")


def test_nothing_typed_lists_everything():
    assert len(names("")) == len(NAMES)
    assert len(names("?!")) == len(NAMES)


@pytest.mark.parametrize("query", ["& | !", "a:* <->", "'; drop table", "(", "x" * 5000])
def test_no_input_breaks_the_query(query):
    assert isinstance(names(query), list)


def test_nonsense_finds_nothing():
    assert names("zzzzqqq wwwwxxx") == []


def test_filters_by_level_and_field():
    field = Field.objects.get(name="Hoạt động xây dựng")
    assert names("", level=Level.DISTRICT) == names("", field=field) == [NAMES[6]]
    assert names("kết hôn", level=Level.DISTRICT) == []


def test_unused_procedures_are_not_found():
    Procedure.objects.filter(code="1.000003").update(is_used=False)
    assert NAMES[3] not in names("kết hôn")


def test_drafts_are_not_found():
    refresh(Nation(clean(MATTHC="1.000003", TENTTHC="Đăng ký hôn phối")))
    assert Edition.objects.filter(name="Đăng ký hôn phối").exists()
    assert "Đăng ký hôn phối" not in names("hôn phối")


def test_a_search_costs_few_queries(django_assert_max_num_queries):
    """The words, synonyms, fields and agencies are read once for every state of the catalogue."""
    search.find("kết hôn")
    with django_assert_max_num_queries(3):
        list(search.find("khai sinh").editions[:20])


@pytest.mark.parametrize(
    "query", ["giaays khai sinh", "khaisinh", "đk khai sinh", "ĐĂNG KÝ khai SINH", "khai sinh ở đâu"]
)
def test_it_is_understood_however_it_is_typed(query):
    assert names(query)[0] == NAMES[0]


@pytest.mark.parametrize("query", ["1000003", "mã 1.000003", "1.000003.000.00.00.H02", "1.000003.H21", "000003"])
def test_a_code_is_understood_however_it_is_typed(query):
    assert names(query) == [NAMES[3]]


def test_a_known_word_beside_strangers_is_doubted():
    assert search.find("chứng thục bản sai từ bản chính").editions[0].name == NAMES[11]


def test_what_has_most_of_it_is_offered_where_nothing_has_all():
    found = search.find("giấy phép xây dựng lâu đài")
    assert found.editions[0].name == NAMES[6]
    assert not found.is_exact


def test_a_query_of_two_hundred_letters_is_answered():
    assert names(("đăng ký kết hôn " * 20)[:200])[0] == NAMES[3]
