"""My data as a file: everything of one's own, nothing of others, for a week, by the person alone."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers import workflow
from dossiers.act import Act
from dossiers.models import Attachment, CopyEvent, Dossier
from dossiers.own_data import asking, contents, work
from dossiers.terms import sending, steps
from dossiers.terms.urging import Words
from portal import jobs
from portal.files.models import StoredFile
from portal.files.storage import path_of, store
from portal.jobs import Job
from portal.notices.models import Preference
from tests.dossiers.desk import shown
from tests.dossiers.pages import page_of, send
from tests.dossiers.results import ask_correction, finished, returned_by
from tests.dossiers.threads import answer, ask
from tests.factories import DraftFactory, IdentityFactory
from tests.portal.desk import enter

pytestmark = pytest.mark.django_db
URL = "/tai-khoan/du-lieu/"


def paper(dossier, name: str, kind=Attachment.Kind.PAPER) -> Attachment:
    content = SimpleUploadedFile(name, f"%PDF-1.4 {name}".encode(), "application/pdf")
    return Attachment.objects.create(dossier=dossier, stored=store(content, by=dossier.submitter), kind=kind)


def made(person) -> Job:
    job = asking.ask(person)
    jobs.run(work.KINDS, job.pk)
    job.refresh_from_db()
    return job


def opened(window, job) -> zipfile.ZipFile:
    response = window.get(f"{URL}{job.uuid}/")
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def data(package) -> dict:
    return json.loads(package.read("du-lieu.json"))


def test_one_asks_waits_and_fetches(window, dossier, citizen):
    assert send(window, URL).status_code == 302
    assert "đang tạo" in page_of(window, URL)
    jobs.run(work.KINDS)
    page = page_of(window, URL)
    job = Job.objects.get()
    assert f"{URL}{job.uuid}/" in page
    assert opened(window, job).testzip() is None
    assert list(CopyEvent.objects.values_list("what", flat=True)) == ["asked", "made", "fetched"]


def test_everything_of_ones_own_is_in_it(window, dossier, citizen, clerk):
    ask(dossier, citizen, "Bao giờ xong?")
    answer(dossier, clerk, "Thứ Sáu ạ")
    shown(enter(clerk), dossier)
    found = data(opened(window, made(citizen)))
    one = found["dossiers"][0]
    assert found["identity"]["id_number"] == citizen.identity.id_number
    assert one["answers"]["summary"]["value"] == "Xin xác nhận nhà ở"
    assert [line["text"] for line in one["messages"]] == ["Bao giờ xong?", "Thứ Sáu ạ"]
    assert one["opened_by"][0]["agency"] == dossier.received_by.name
    assert one["history"][0]["what"] == "Đã nộp hồ sơ"
    assert len(found["notices"]) == 2


def test_it_can_be_read_by_people_and_by_spreadsheets(window, dossier, citizen):
    Preference.objects.create(person=citizen, channel="sms", is_wanted=False)
    ask(dossier, citizen, '=HYPERLINK("http://x")')
    package = opened(window, made(citizen))
    page = package.read("doc-truoc.html").decode()
    for words in (dossier.provisional_number, "Xin xác nhận nhà ở", citizen.identity.id_number, "điện thoại (không)"):
        assert words in page
    rows = list(csv.reader(io.StringIO(package.read("trao-doi.csv").decode("utf-8-sig"))))
    assert rows[1][3] == '\'=HYPERLINK("http://x")'


def test_all_files_are_in_it_and_whole(window, dossier, citizen):
    files = [paper(dossier, "một.pdf"), paper(dossier, "một.pdf"), paper(dossier, "cũ.pdf", Attachment.Kind.REPLACED)]
    package = opened(window, made(citizen))
    found = data(package)["dossiers"][0]["files"]
    assert [package.read(one["in_copy"]) for one in found] == [path_of(file.stored.uuid).read_bytes() for file in files]
    assert len({one["in_copy"] for one in found}) == 3


def test_a_result_not_released_is_not_in_it(window, dossier, citizen):
    paper(dossier, "kết quả.pdf", Attachment.Kind.RESULT)
    assert data(opened(window, made(citizen)))["dossiers"][0]["files"] == []


def test_a_result_and_what_was_asked_about_it_are_in_it(window, dossier, citizen, clerk, officer):
    finished(returned_by(dossier, "online"), clerk, officer)
    ask_correction(dossier, citizen)
    (result,) = data(opened(window, made(citizen)))["dossiers"][0]["results"]
    assert (result["number"], result["corrections"][0]["text"]) == ("12/XN-UBND", "Ghi 1981, đúng là 1987")


def test_a_file_held_by_the_scanner_is_listed_and_left_out(window, dossier, citizen):
    held = paper(dossier, "nhiễm.pdf")
    StoredFile.objects.filter(pk=held.stored_id).update(scan=StoredFile.Scan.INFECTED)
    package = opened(window, made(citizen))
    assert data(package)["dossiers"][0]["files"][0]["in_copy"] is None
    assert not [name for name in package.namelist() if name.startswith("tep/")]


def test_a_file_whose_bytes_are_lost_does_not_spoil_the_copy(window, dossier, citizen):
    path_of(paper(dossier, "mất.pdf").stored.uuid).unlink()
    assert made(citizen).state == Job.State.DONE


def test_nothing_of_others_is_in_it(window, dossier, citizen, clerk, procedure, commune, unit):
    stranger = IdentityFactory(full_name="Lê Văn Lạ", phone="0999888777").user
    other = DraftFactory(edition=procedure.current, agency=commune, received_by=unit, submitter=stranger)
    workflow.perform(workflow.SUBMIT, other, Act(stranger))
    ask(other, stranger, "Chuyện riêng của người lạ")
    paper(other, "của-người-lạ.pdf")
    answer(dossier, clerk)
    package = opened(window, made(citizen))
    everything = "".join(package.namelist()) + "".join(
        package.read(name).decode() for name in package.namelist() if not name.startswith("tep/")
    )
    for words in (other.provisional_number, "Lê Văn Lạ", "0999888777", "người lạ", "của-người-lạ", clerk.full_name):
        assert words not in everything


def test_ones_owner_sees_a_dossier_that_another_handed_in(sign_in, procedure, commune, unit, citizen, calendar):
    owner = IdentityFactory(full_name="Nguyễn Thị Bà")
    draft = DraftFactory(
        edition=procedure.current, agency=commune, received_by=unit, submitter=citizen, owner_identity=owner
    )
    assert data(opened(sign_in(owner.user), made(owner.user)))["dossiers"] == []
    workflow.perform(workflow.SUBMIT, draft, Act(citizen))
    assert len(data(opened(sign_in(owner.user), made(owner.user)))["dossiers"]) == 1


@pytest.mark.parametrize("who", ["other_citizen", "clerk", "administrator"])
def test_nobody_else_fetches_it(request, dossier, citizen, who):
    job = made(citizen)
    assert enter(request.getfixturevalue(who)).get(f"{URL}{job.uuid}/").status_code == 404


def test_after_a_week_it_is_gone_and_the_trail_stays(window, dossier, citizen):
    job = made(citizen)
    file = path_of(job.result.uuid)
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert work.forget() == 0
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        window.force_login(citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert window.get(f"{URL}{job.uuid}/").status_code == 404
        assert work.forget() == 1
    assert not StoredFile.objects.filter(uuid=file.name).exists()
    assert list(CopyEvent.objects.values_list("what", flat=True)) == ["asked", "made", "deleted"]


def test_one_not_ready_is_not_found(window, dossier, citizen):
    assert window.get(f"{URL}{asking.ask(citizen).uuid}/").status_code == 404


def test_while_one_is_made_no_other_is_begun(window, dossier, citizen):
    asking.ask(citizen)
    with pytest.raises(asking.UnderWay):
        asking.ask(citizen)


def test_a_form_sent_twice_orders_once(window, dossier):
    page = page_of(window, URL)
    token = page.split('name="form_token" value="')[-1].split('"')[0]
    assert {window.post(URL, {"form_token": token}).status_code for _ in range(2)} == {302}
    assert Job.objects.count() == 1


def test_three_a_day_are_enough(window, dossier, citizen):
    for _ in range(3):
        made(citizen)
    refused = send(window, URL)
    assert refused.status_code == 409
    assert "ba bản sao" in refused.content.decode()
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        made(citizen)


def test_a_person_without_dossiers_gets_a_copy_too(sign_in, other_citizen):
    assert data(opened(sign_in(other_citizen), made(other_citizen)))["dossiers"] == []


def test_the_officials_desk_does_not_show_it(catalogue_admin):
    job = made(catalogue_admin)
    assert str(job.uuid) not in page_of(enter(catalogue_admin), "/quan-tri/portal/job/")
    assert enter(catalogue_admin).get(f"/quan-tri/portal/job/{job.uuid}/ket-qua/").status_code == 404


def test_an_official_does_not_get_their_own_result_early_by_their_post(sign_in, draft, clerk):
    draft.submitter = clerk
    draft.save(update_fields=["submitter"])
    workflow.perform(workflow.SUBMIT, draft, Act(clerk))
    paper(draft, "kết quả.pdf", Attachment.Kind.RESULT)
    assert data(opened(sign_in(clerk), made(clerk)))["dossiers"][0]["files"] == []


def test_what_passes_between_agencies_is_not_in_it(in_process, citizen, head):
    Dossier.objects.filter(pk=in_process.pk).update(due_at=timezone.now() - timedelta(days=2))
    sending.send([in_process], Words("Đề nghị giải quyết dứt điểm", timezone.localdate()), Act(head))
    (kept,) = contents.everything(citizen)["dossiers"]
    assert "urge" in in_process.events.values_list("action", flat=True)
    assert str(steps.URGE.done) not in [line["what"] for line in kept["history"]]


def test_papers_of_the_agency_are_in_it(dossier, citizen, clerk):
    workflow.perform(workflow.RECEIVE, dossier, Act(clerk))
    (kept,) = contents.everything(citizen)["dossiers"]
    assert [one["title"] for one in kept["issued_papers"]] == ["Giấy tiếp nhận hồ sơ và hẹn trả kết quả"]
