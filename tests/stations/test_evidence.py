import hashlib
import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from exchange.files import checking
from exchange.files.types import content_type_of
from stations.models import Evidence
from tests.accounts.factories import make_user
from tests.stations import files
from tests.stations.factories import make_deliverable, make_milestone


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (files.PDF, "application/pdf"),
        (files.PNG, "image/png"),
        (files.JPEG, "image/jpeg"),
        (files.WEBP, "image/webp"),
        (files.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (files.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (files.DOCM, ""),
        (files.WAV, ""),
        (files.HTML, ""),
        (files.archive("a.txt"), ""),
        (b"PK\x03\x04 broken", ""),
        (b"", ""),
    ],
)
def test_a_file_is_what_its_content_says(content, content_type):
    assert content_type_of(io.BytesIO(content)) == content_type


def make_evidence(content=files.PDF, **shown) -> Evidence:
    record = Evidence(title="现场照片", file=files.upload(content, "x"), **shown)
    record.full_clean()
    record.save()
    return record


@pytest.fixture
def photo(station):
    return make_evidence(deliverable=make_deliverable(station))


def test_type_size_and_hash_are_read_from_the_content(photo):
    assert photo.content_type == "application/pdf"
    assert photo.size_bytes == len(files.PDF)
    assert photo.sha256 == hashlib.sha256(files.PDF).hexdigest()
    assert photo.download_name == "现场照片.pdf"
    assert photo.file.name.endswith(photo.code.hex)
    assert not photo.thumbnail


def test_a_picture_is_stored_as_drawn_anew_with_a_thumbnail_beside_it(station):
    shown = make_evidence(files.photograph(), deliverable=make_deliverable(station))
    with shown.file.open() as stored, shown.thumbnail.open() as small:
        content = stored.read()
        assert files.PLACE not in content + small.read()
    assert (shown.sha256, shown.size_bytes) == (hashlib.sha256(content).hexdigest(), len(content))
    assert shown.thumbnail.name == f"{shown.file.name}-thumbnail"


def test_a_file_is_looked_through_once(station):
    record = Evidence(title="照片", file=files.upload(files.JPEG), deliverable=make_deliverable(station))
    record.full_clean()
    first = record.file.file
    record.full_clean()
    assert record.file.file is first


def test_a_title_that_looks_like_a_path_is_cleaned(station):
    record = Evidence(title="../../照片.exe", file=files.upload(files.PDF), milestone=make_milestone(station))
    record.full_clean()
    assert record.title == "照片"


def test_what_is_no_document_or_picture_is_refused(station):
    with pytest.raises(ValidationError, match="none of the kinds"):
        make_evidence(files.HTML, deliverable=make_deliverable(station))


def test_a_file_that_is_too_large_is_refused(station, monkeypatch):
    monkeypatch.setattr(checking, "MAX_BYTES", 8)
    with pytest.raises(ValidationError, match="is larger than"):
        make_evidence(deliverable=make_deliverable(station))


def test_the_file_is_handed_out_as_a_download_that_no_browser_guesses_at(photo, taocheng_officer, client_of):
    response = client_of(taocheng_officer).get(photo.get_absolute_url())
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == files.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()


def test_evidence_of_a_milestone_is_handed_out_too(station, viewer, client_of):
    shown = make_evidence(milestone=make_milestone(station))
    response = client_of(viewer).get(shown.get_absolute_url())
    assert response.status_code == 200
    response.close()


def test_evidence_of_another_county_is_not_found(photo, zaoqiang_officer, client_of):
    assert client_of(zaoqiang_officer).get(photo.get_absolute_url()).status_code == 404


def test_nobody_downloads_without_an_account_or_a_role(photo, client, client_of):
    assert client.get(photo.get_absolute_url()).status_code == 302
    assert client_of(make_user("nobody")).get(photo.get_absolute_url()).status_code == 403


def test_a_lost_file_is_not_found(photo, city, client_of):
    photo.file.storage.delete(photo.file.name)
    user = make_user("reader", Role.VIEWER, city)
    assert client_of(user).get(photo.get_absolute_url()).status_code == 404


@pytest.fixture
def picture(station):
    return make_evidence(files.PNG, deliverable=make_deliverable(station))


def thumbnail_url(evidence):
    return reverse("stations:evidence-thumbnail", args=[evidence.code])


def test_a_thumbnail_is_shown_in_the_page_and_runs_nothing(picture, viewer, client_of):
    response = client_of(viewer).get(thumbnail_url(picture))
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8\xff")
    assert response["Content-Type"] == "image/jpeg"
    assert "attachment" not in response.get("Content-Disposition", "")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    response.close()


def test_thumbnails_keep_to_the_scope(picture, photo, taocheng_officer, zaoqiang_officer, client, client_of):
    assert client_of(zaoqiang_officer).get(thumbnail_url(picture)).status_code == 404
    assert client_of(make_user("nobody")).get(thumbnail_url(picture)).status_code == 403
    assert client.get(thumbnail_url(picture)).status_code == 302
    assert client_of(taocheng_officer).get(thumbnail_url(photo)).status_code == 404


def test_what_was_removed_leaves_by_no_door(picture, city_admin, client_of):
    picture.removed_at, picture.removed_by = datetime(2022, 6, 1, tzinfo=UTC), city_admin
    picture.save()
    client = client_of(city_admin)
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert client.get(thumbnail_url(picture)).status_code == 404
    assert not Evidence.objects.visible_to(city_admin).exists()
    assert list(Evidence.objects.removed()) == [picture]


def test_evidence_is_settled_with_what_it_shows(station):
    accepted = make_deliverable(station, accepted_on=date(2022, 5, 4))
    achieved = make_milestone(station, achieved_on=date(2022, 5, 4))
    assert Evidence(deliverable=accepted).is_settled
    assert Evidence(milestone=achieved).is_settled
    assert not Evidence(deliverable=make_deliverable(station)).is_settled
    assert not Evidence(milestone=make_milestone(station, stage=20)).is_settled


def test_the_address_holds_no_primary_key(photo):
    assert photo.get_absolute_url() == reverse("stations:evidence-file", args=[photo.code])
