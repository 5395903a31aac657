"""Files with old dossiers, and the job that takes them over."""

import csv
import io
import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from dossiers.backfill import work
from dossiers.backfill.reading import MEDIA, form_of
from portal import jobs
from portal.files.storage import store
from portal.jobs import Job

PLAIN = {
    "ma_ho_so": "000.01.22.H02-200601-0001", "ma_thu_tuc": "1.001193", "ma_co_quan": "000.01.22.H02", "kenh": "1",
    "ten_chu_ho_so": "Nguyễn Thị Cũ", "so_dinh_danh": "024190000001", "trang_thai": "10",
    "ngay_tiep_nhan": "2020-06-01 08:00", "ngay_hen_tra": "04/06/2020", "ngay_ket_thuc": "20200603100000",
    "ngay_tra": "2020-06-04 09:00", "so_ket_qua": "12/KS",
}  # fmt: skip


def row(number: int = 1, **cells: str) -> dict[str, str]:
    return PLAIN | {"ma_ho_so": f"000.01.22.H02-200601-{number:04d}"} | cells


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = csv.DictWriter(out, names, delimiter=delimiter, restval="")
    table.writeheader()
    table.writerows(rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_lines(rows: list[dict[str, str]]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()


def as_workbook(rows: list[dict[str, str]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    names = list(rows[0])
    book.active.append(names)
    for one in rows:
        book.active.append([one.get(name, "") for name in names])
    book.save(out)
    return out.getvalue()


def ordered(content: bytes, source: str = "MCDT", by: Any = None) -> Job:
    form = form_of(content[:64])
    stored = store(SimpleUploadedFile(f"ho-so-cu.{form}", content, MEDIA[form]), by=by)
    return Job.objects.create(kind=work.BACKFILL, source=stored, started_by=by, parameters={"system": source})


def worked(job: Job, slices: int = 40) -> Job:
    """Slice after slice as workers take them, until it ends or waits for the nation."""
    for _ in range(slices):
        Job.objects.filter(pk=job.pk).update(leased_until=None)
        jobs.run(work.KINDS, job.pk)
        job.refresh_from_db()
        if not job.is_open:
            break
    return job
