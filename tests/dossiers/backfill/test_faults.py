"""A row that cannot stand is refused with its column and the reason, never with what stood there; the rest goes on."""

import pytest

from dossiers.models import Dossier
from portal.files.storage import open_stored
from portal.jobs import Job
from tests.dossiers.backfill.files import as_csv, ordered, row, worked

pytestmark = pytest.mark.django_db
FAULTS = {
    "no owner": ({"ten_chu_ho_so": ""}, "ten_chu_ho_so"),
    "open": ({"trang_thai": "4"}, "trang_thai"),
    "unknown procedure": ({"ma_thu_tuc": "9.999999"}, "ma_thu_tuc"),
    "unknown agency": ({"ma_co_quan": "000.98.22.H02"}, "ma_co_quan"),
    "no date": ({"ngay_ket_thuc": "hôm qua"}, "ngay_ket_thuc"),
    "out of order": ({"ngay_ket_thuc": "2020-05-01"}, "ngay_ket_thuc"),
    "future": ({"ngay_tra": "2099-01-01"}, "ngay_tra"),
    "never handed over": ({"ngay_tra": ""}, "ngay_tra"),
    "bad code": ({"ma_ho_so": "=1+1"}, "ma_ho_so"),
    "unknown channel": ({"kenh": "7"}, "kenh"),
    "too long": ({"so_ket_qua": "1" * 61}, "so_ket_qua"),
}


@pytest.mark.parametrize(("cells", "column"), FAULTS.values(), ids=FAULTS.keys())
def test_the_column_is_named_and_the_rest_goes_on(province, cells, column):
    job = worked(ordered(as_csv([row(1), row(2, **cells)])))
    assert (job.counts["created"], job.counts["refused"]) == (1, 1)
    assert (job.lines.get().subject, job.lines.get().place) == ("2", column)


def test_the_list_of_faults_can_be_taken_and_names_nobody(province):
    job = worked(ordered(as_csv([row(1, trang_thai="4")])))
    listed = open_stored(job.result).read().decode()
    assert "trang_thai" in listed
    assert "Nguyễn" not in listed


def test_an_agency_that_was_gone_by_then_is_refused(province):
    agency = province.desks[1][0]
    agency.valid_to = "2020-03-01"
    agency.save()
    job = worked(ordered(as_csv([row(1, ma_co_quan=agency.code_2016)])))
    assert job.counts == {"refused": 1}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00rubbish", b"a,b\n1,2\n", b'{"ma_ho_so": ', b"PK\x03\x04broken"])
def test_a_file_that_is_none_fails_as_a_whole(province, content):
    job = worked(ordered(content))
    assert (job.state, Dossier.objects.count()) == (Job.State.FAILED, 0)
