"""Evidence over the API: files are sent, looked through, handed out, taken back, and sent again."""

from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client

from exchange.files import checking, keeping
from exchange.models import KeptAnswer
from stations.models import Evidence
from tests.accounts.factories import make_user
from tests.api.conftest import Caller, bytes_of, errors_in, part, sentences_in
from tests.stations import files
from tests.stations.factories import make_deliverable, make_milestone, make_station

pytestmark = pytest.mark.django_db

PATH = "evidence/"
NOWHERE = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(autouse=True)
def _own_store(settings, tmp_path):
    """Files of a test stay with the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def deliverable(station):
    return make_deliverable(station)


@pytest.fixture
def far_deliverable(zaoqiang_town, model):
    return make_deliverable(make_station(zaoqiang_town))


def about(deliverable, *parts, **fields):
    """Files that show the deliverable."""
    return {"deliverable": deliverable.code, "files": list(parts), **fields}


def sent(caller, deliverable, *parts, **fields):
    answer = caller.post_form(PATH, about(deliverable, *parts, **fields))
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_several_files_are_added_to_a_deliverable(taocheng_system, deliverable):
    first, second = sent(
        taocheng_system, deliverable, part(files.PDF, "批复.pdf"), part(files.JPEG, "揭牌.jpg")
    )

    assert (first["title"], first["content_type"]) == ("批复", "application/pdf")
    assert (second["deliverable"], second["station"], second["stage"]) == (
        deliverable.code,
        deliverable.station.code,
        None,
    )
    listed = taocheng_system.get(PATH).json()["results"]
    assert {one["code"] for one in listed} == {first["code"], second["code"]}
    assert {one.uploaded_by for one in Evidence.objects.all()} == {taocheng_system.user}


def test_files_under_one_title_are_numbered_and_answers_may_be_slim(taocheng_system, deliverable):
    both = about(deliverable, part(files.PDF, "a.pdf"), part(files.PNG, "b.png"), title="验收")

    answer = taocheng_system.post_form(f"{PATH}?fields=title", both)

    assert answer.json() == [{"title": "验收 1"}, {"title": "验收 2"}]


def test_a_stage_of_a_station_has_evidence_too(taocheng_system, station):
    milestone = make_milestone(station, stage=20)
    shown = {"station": station.code, "stage": "20", "files": part(files.PDF, "协议.pdf")}

    (entered,) = taocheng_system.post_form(PATH, shown).json()

    assert (entered["station"], entered["stage"], entered["deliverable"]) == (station.code, 20, None)
    assert milestone.evidence.get().title == "协议"
    unplanned = taocheng_system.post_form(PATH, shown | {"stage": "30", "files": part(files.PDF, "a.pdf")})
    assert errors_in(unplanned) == [(None, "stage", "invalid")]


def test_a_document_comes_back_as_it_was_sent(taocheng_system, deliverable):
    (entered,) = sent(taocheng_system, deliverable, part(files.DOCX, "纪要.docx", "text/html"))

    answer = taocheng_system.get(f"evidence/{entered['code']}/file/")

    assert bytes_of(answer) == files.DOCX
    assert answer["Content-Type"] == entered["content_type"]
    assert answer["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('纪要.docx')}"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert taocheng_system.get(f"evidence/{entered['code']}/thumbnail/").status_code == 404


def test_a_picture_comes_back_without_what_its_camera_wrote(taocheng_system, deliverable):
    (entered,) = sent(taocheng_system, deliverable, part(files.photograph(), "现场.jpg"))
    path = f"evidence/{entered['code']}"

    picture = bytes_of(taocheng_system.get(f"{path}/file/"))

    assert len(picture) == entered["size_bytes"]
    assert files.PLACE not in picture
    thumbnail = taocheng_system.get(f"{path}/thumbnail/")
    assert thumbnail["Content-Type"] == "image/jpeg"
    assert bytes_of(thumbnail).startswith(b"\xff\xd8\xff")


def test_a_client_may_accept_the_kind_of_the_file_alone(taocheng_system, deliverable):
    (entered,) = sent(taocheng_system, deliverable, part(files.PDF, "批复.pdf"))
    accepting = {"headers": {"Accept": "application/pdf"}}

    found = taocheng_system.client.get(f"/api/v1/evidence/{entered['code']}/file/", **accepting)
    missing = taocheng_system.client.get(f"/api/v1/evidence/{NOWHERE}/file/", **accepting)

    assert bytes_of(found) == files.PDF
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    assert taocheng_system.get(f"evidence/{entered['code']}/file/", fields="code").status_code == 400


def test_every_file_that_is_refused_is_named_and_none_is_kept(taocheng_system, deliverable, tmp_path):
    wrong = about(
        deliverable,
        part(files.PDF, "好.pdf"),
        part(b"MZ\x90\x00" + bytes(60), "批复.pdf"),
        part(b"", "空.pdf"),
    )

    told = sentences_in(taocheng_system.post_form(PATH, wrong))

    assert [field for field, _sentence in told] == ["files", "files"]
    assert told[0][1].startswith("“批复.pdf” is none of the kinds that are kept")
    assert told[1][1].startswith("“空.pdf” is empty")
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_files_that_are_too_large_or_too_many_are_refused(taocheng_system, deliverable, monkeypatch):
    def send(*kinds):
        parts = [part(content, name) for content, name in kinds]
        return taocheng_system.post_form(PATH, about(deliverable, *parts))

    document, picture = (files.PDF, "a.pdf"), (files.PNG, "b.png")
    monkeypatch.setattr(checking, "MAX_BYTES", 10)
    ((field, sentence),) = sentences_in(send(document))
    assert field == "files"
    assert sentence.startswith("“a.pdf” is larger than")
    monkeypatch.setattr(keeping, "MAX_FILES", 1)
    assert errors_in(send(document, picture)) == [(None, "files", "too_many_files")]
    monkeypatch.setattr(keeping, "MAX_TOTAL_BYTES", 10)
    assert errors_in(send(picture)) == [(None, "files", "files_too_large")]


def test_a_request_that_is_too_large_is_not_read(taocheng_system, deliverable, monkeypatch, settings):
    monkeypatch.setattr("exchange.api.files.MAX_TOTAL_BYTES", 0)
    monkeypatch.setattr("exchange.api.files.MAX_BESIDE_BYTES", 10)
    answer = taocheng_system.post_form(PATH, about(deliverable, part(files.PDF, "a.pdf")))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    monkeypatch.undo()

    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    many = about(deliverable, part(files.PDF, "a.pdf"), part(files.PNG, "b.png"))
    assert taocheng_system.post_form(PATH, many).status_code == 413
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    long = about(deliverable, part(files.PDF, "a.pdf"), title="长" * 200)
    assert taocheng_system.post_form(PATH, long).status_code == 413
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1
    assert taocheng_system.post_form(PATH, {"a": "1", "b": "2"}).status_code == 413


def test_what_a_body_lacks_and_what_is_not_known_is_told_at_once(taocheng_system, deliverable, station):
    answer = taocheng_system.post_form(PATH, {"title": "长" * 101, "station": "ST-1", "stage": "11"})
    assert sorted(errors_in(answer)) == [
        (None, "files", "required"),
        (None, "stage", "invalid_choice"),
        (None, "station", "does_not_exist"),
        (None, "title", "max_length"),
    ]
    unknown = about(deliverable, part(files.PDF, "a.pdf"), colour="red")
    assert errors_in(taocheng_system.post_form(PATH, unknown)) == [(None, "colour", "unknown_field")]
    text = taocheng_system.post_form(PATH, {"deliverable": deliverable.code, "files": "no file"})
    assert errors_in(text) == [(None, "files.0", "invalid")]


@pytest.mark.parametrize("named", [[], ["station"], ["stage"], ["deliverable", "station", "stage"]])
def test_files_show_one_thing(named, taocheng_system, deliverable):
    known = {"deliverable": deliverable.code, "station": deliverable.station.code, "stage": "20"}
    shown = {name: known[name] for name in named} | {"files": part(files.PDF, "a.pdf")}

    ((_row, field, _rule),) = errors_in(taocheng_system.post_form(PATH, shown))

    assert field is None
    assert not Evidence.objects.exists()


def test_files_come_as_a_form_and_in_no_other_way(taocheng_system, deliverable):
    answer = taocheng_system.post(PATH, {"deliverable": deliverable.code}, Idempotency_Key="1")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    broken = taocheng_system.client.post(
        f"/api/v1/{PATH}", b"--x", content_type="multipart/form-data", headers={"Idempotency-Key": "2"}
    )
    assert (broken.status_code, broken.json()["code"]) == (400, "parse_error")
    assert taocheng_system.client.post(f"/api/v1/{PATH}").status_code == 422


def test_whoever_is_signed_in_sends_files_with_the_pages_token_against_forgery_alone(
    taocheng_officer, deliverable
):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(taocheng_officer, backend="accounts.backends.SignInBackend")
    browser.cookies["csrftoken"] = "x" * 32

    def send(**headers):
        return browser.post(f"/api/v1/{PATH}", about(deliverable, part(files.PDF, "a.pdf")), headers=headers)

    assert send().status_code == 403
    assert send(**{"X-CSRFToken": "x" * 32, "Idempotency-Key": "1"}).status_code == 201


def test_the_other_county_is_not_found(taocheng_system, far_deliverable, zaoqiang_officer):
    (far,) = sent(Caller(zaoqiang_officer), far_deliverable, part(files.PNG, "a.png"))

    new = taocheng_system.post_form(PATH, about(far_deliverable, part(files.PDF, "a.pdf")))

    assert errors_in(new) == [(None, "deliverable", "does_not_exist")]
    shown = {"station": far_deliverable.station.code, "stage": "20", "files": part(files.PDF, "a.pdf")}
    assert errors_in(taocheng_system.post_form(PATH, shown)) == [(None, "station", "does_not_exist")]
    for kind in ("file", "thumbnail"):
        assert taocheng_system.get(f"evidence/{far['code']}/{kind}/").status_code == 404
    assert taocheng_system.post(f"evidence/{far['code']}/remove/").status_code == 404


def test_readers_are_handed_files_and_add_none(viewer, taocheng_officer, deliverable):
    (entered,) = sent(Caller(taocheng_officer), deliverable, part(files.PDF, "批复.pdf"))
    new = about(deliverable, part(files.PNG, "a.png"))
    reader = Caller(viewer)

    assert bytes_of(reader.get(f"evidence/{entered['code']}/file/")) == files.PDF
    assert reader.post_form(PATH, new).status_code == 403
    assert reader.post(f"evidence/{entered['code']}/remove/").status_code == 403
    reading = Caller(taocheng_officer, is_read_only=True)
    assert reading.post_form(PATH, about(deliverable, part(files.PNG, "a.png"))).status_code == 403
    assert Evidence.objects.count() == 1


def test_who_may_add_in_one_place_adds_in_no_other(taocheng, deliverable, zaoqiang):
    user = make_user("both", "viewer", taocheng)
    user.role_assignments.create(role="county_officer", region=zaoqiang)

    answer = Caller(user).post_form(PATH, about(deliverable, part(files.PNG, "a.png")))

    assert errors_in(answer) == [(None, "deliverable", "does_not_exist")]


def test_what_was_taken_back_is_handed_out_by_no_door(taocheng_system, deliverable, city_admin):
    (entered,) = sent(taocheng_system, deliverable, part(files.PNG, "误传.png"))
    path = f"evidence/{entered['code']}"
    other = Caller(city_admin).post(f"{path}/remove/")
    assert "added by somebody else" in sentences_in(other, 409)[0][1]

    removed = taocheng_system.post(f"{path}/remove/", Idempotency_Key="back")
    again = taocheng_system.post(f"{path}/remove/", Idempotency_Key="back")

    assert (removed.status_code, removed.content) == (again.status_code, again.content) == (204, b"")
    assert again["Idempotency-Replayed"] == "true"
    for address in (f"{path}/", f"{path}/file/", f"{path}/thumbnail/"):
        assert taocheng_system.get(address).status_code == 404
    assert taocheng_system.post(f"{path}/remove/").status_code == 404
    assert Evidence.objects.removed().get().removed_by == taocheng_system.user


def test_what_shows_something_accepted_stays(taocheng_system, station):
    accepted = make_deliverable(station, accepted_on=date(2022, 5, 1))
    (entered,) = sent(taocheng_system, accepted, part(files.PNG, "揭牌.png"))

    answer = taocheng_system.post(f"evidence/{entered['code']}/remove/")

    assert "was accepted or achieved with it" in sentences_in(answer, 409)[0][1]


def test_files_sent_again_with_the_same_key_are_kept_once(taocheng_system, deliverable):
    def send(*parts, **fields):
        return taocheng_system.post_form(
            PATH, about(deliverable, *parts, **fields), Idempotency_Key="2022-05-18"
        )

    key = {"Idempotency-Key": "2022-05-18"}
    pair = [(files.PDF, "批复.pdf"), (files.photograph(), "现场.jpg")]
    first = send(*(part(*one) for one in pair), title="验收")
    # The client marks the borders of the parts anew.
    body, kind = _bordered("other", deliverable, pair, "验收")
    again = taocheng_system.client.post(f"/api/v1/{PATH}", body, content_type=kind, headers=key)

    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert again["Idempotency-Replayed"] == "true"
    assert Evidence.objects.count() == 2
    others = [
        send(part(files.PDF, "批复.pdf"), title="验收"),
        send(part(files.PDF + b"\n", "批复.pdf"), part(files.photograph(), "现场.jpg"), title="验收"),
        send(part(files.PDF, "另名.pdf"), part(files.photograph(), "现场.jpg"), title="验收"),
        send(*(part(*one) for one in pair), title="另题"),
    ]
    assert {(one.status_code, one.json()["code"]) for one in others} == {(422, "idempotency_key_reused")}
    assert Evidence.objects.count() == 2


def _bordered(border, deliverable, pair, title):
    """The form as another client writes it, in another order."""
    name = "Content-Disposition: form-data; name="
    lines = [f'{name}"title"\r\n\r\n{title}'.encode()]
    for content, filename in pair:
        head = f'{name}"files"; filename="{filename}"\r\nContent-Type: image/png\r\n\r\n'
        lines.append(head.encode() + content)
    lines.append(f'{name}"deliverable"\r\n\r\n{deliverable.code}'.encode())
    body = b"".join(b"--" + border.encode() + b"\r\n" + line + b"\r\n" for line in lines)
    return body + f"--{border}--\r\n".encode(), f"multipart/form-data; boundary={border}"


def test_large_files_are_hashed_and_kept_whole(taocheng_system, deliverable, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    sent_once = about(deliverable, part(files.DOCX, "纪要.docx"))

    (entered,) = taocheng_system.post_form(PATH, sent_once, Idempotency_Key="disk").json()

    assert bytes_of(taocheng_system.get(f"evidence/{entered['code']}/file/")) == files.DOCX
    assert len(KeptAnswer.objects.get().body_sha256) == 64


def test_a_refused_file_may_be_mended_under_the_same_address_with_a_new_key(taocheng_system, deliverable):
    wrong = about(deliverable, part(files.HTML, "a.pdf"))
    assert taocheng_system.post_form(PATH, wrong, Idempotency_Key="1").status_code == 422
    wrong = about(deliverable, part(files.HTML, "a.pdf"))
    assert "none of the kinds" in taocheng_system.post_form(PATH, wrong, Idempotency_Key="1").content.decode()

    right = about(deliverable, part(files.PDF, "a.pdf"))

    assert taocheng_system.post_form(PATH, right, Idempotency_Key="2").status_code == 201
