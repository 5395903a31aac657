"""Guides for readers: found, shown, wound on; and nothing leaves that is not public."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.files.media import CaptionsField, VideoField
from portal.files.storage import store
from procedures import guides_seed
from procedures.models import Guide
from tests.factories import ProcedureFactory

pytestmark = pytest.mark.django_db
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 4


@pytest.fixture
def video():
    return store(SimpleUploadedFile("quay.mp4", MP4, content_type="video/mp4"), by=None)


def guide(**values):
    return Guide.objects.create(**{"kind": "video", "title": "Nộp hồ sơ", "is_published": True} | values)


def get(client, file, **headers):
    return client.get(reverse("public_file", args=[file.uuid]), headers=headers)


def body(response):
    return b"".join(response.streaming_content)


def test_a_video_of_a_published_guide_is_anybodys(client, video):
    guide(file=video)
    response = get(client, video)
    assert (response.status_code, body(response), response["Content-Type"]) == (200, MP4, "video/mp4")


def test_of_an_unpublished_one_nobodys(client, video):
    guide(file=video, is_published=False)
    assert get(client, video).status_code == 404


def test_a_file_of_a_dossier_is_never_public(client, video):
    assert get(client, video).status_code == 404


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=0-9", MP4[:10], "bytes 0-9/{n}"),
        ("bytes=100-", MP4[100:], "bytes 100-{last}/{n}"),
        ("bytes=-16", MP4[-16:], "bytes {from16}-{last}/{n}"),
    ],
)
def test_a_video_is_wound_on_by_parts(client, video, asked, part, said):
    guide(file=video)
    response = get(client, video, range=asked)
    size = len(MP4)
    assert (response.status_code, body(response)) == (206, part)
    assert response["Content-Range"] == said.format(n=size, last=size - 1, from16=size - 16)


def test_a_part_beyond_the_end_is_refused(client, video):
    guide(file=video)
    response = get(client, video, range="bytes=99999-")
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(MP4)}")


def test_no_browser_runs_what_is_served(client, video):
    guide(file=video)
    response = get(client, video)
    assert "sandbox" in response["Content-Security-Policy"] and response["X-Content-Type-Options"] == "nosniff"


def test_a_video_is_told_by_its_content():
    fake = SimpleUploadedFile("a.mp4", b"<html>", content_type="video/mp4")
    with pytest.raises(Exception, match="MP4"):
        VideoField().clean(fake)


def test_captions_are_told_by_their_content():
    assert CaptionsField().clean(SimpleUploadedFile("a.vtt", b"WEBVTT\n")).content_type == "text/vtt"
    with pytest.raises(Exception, match="WebVTT"):
        CaptionsField().clean(SimpleUploadedFile("a.vtt", b"1\n00:00"))


def test_two_hundred_and_fifty_guides_stay_easy_to_browse(client, django_assert_max_num_queries):
    Guide.objects.bulk_create(Guide(kind="steps", title=f"Hướng dẫn số {n}", is_published=True) for n in range(250))
    with django_assert_max_num_queries(6):
        page = client.get(reverse("guides")).content.decode()
    assert page.count('class="tile"') == 24 and "250 hướng dẫn" in page


def test_guides_are_found_without_diacritics(client):
    guide(title="Đăng ký khai sinh"), guide(title="Đổi giấy phép lái xe")
    page = client.get(reverse("guides"), {"q": "khai sinh"}).content.decode()
    assert "Đăng ký khai sinh" in page and "Đổi giấy phép lái xe" not in page


def test_a_guide_stands_on_its_procedures_page(client):
    procedure = ProcedureFactory()
    guide(title="Cách nộp", procedure=procedure)
    assert "Cách nộp" in client.get(reverse("procedure", args=[procedure.code])).content.decode()


def test_seeding_twice_adds_nothing():
    ProcedureFactory(code="1.001193")
    assert [guides_seed.seed(), guides_seed.seed()] == [1, 1]
