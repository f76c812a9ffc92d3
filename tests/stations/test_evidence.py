import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.roles import Role
from stations.file_types import content_type_of
from stations.models import Evidence, evidence
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
    record = Evidence(title="现场照片", file=files.upload(content, "x.exe"), **shown)
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


def test_what_is_no_document_or_picture_is_refused(station):
    with pytest.raises(ValidationError, match="Only PDF"):
        make_evidence(files.HTML, deliverable=make_deliverable(station))


def test_a_file_that_is_too_large_is_refused(station, monkeypatch):
    monkeypatch.setattr(evidence, "MAX_BYTES", 8)
    with pytest.raises(ValidationError, match="20 MB"):
        make_evidence(deliverable=make_deliverable(station))


def test_the_file_is_handed_out_as_a_download_that_no_browser_guesses_at(photo, taocheng_officer, client_of):
    response = client_of(taocheng_officer).get(photo.get_absolute_url())
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == files.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
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


def test_the_address_holds_no_primary_key(photo):
    assert photo.get_absolute_url() == reverse("stations:evidence-file", args=[photo.code])
