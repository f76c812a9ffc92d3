"""Adding, seeing and removing files in the browser, with scope and permission."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stations.actions.evidence import add_evidence
from stations.models import Evidence
from tests.accounts.factories import make_user
from tests.reports.pages import queries_of
from tests.stations import files
from tests.stations.factories import ACCEPTED_ON, make_deliverable, make_milestone


@pytest.fixture
def deliverable(station):
    return make_deliverable(station, name="为老服务项目")


@pytest.fixture
def url(deliverable):
    return reverse("stations:deliverable-evidence", args=[deliverable.station.code, deliverable.code])


@pytest.fixture
def officer(hedong_officer, client_of):
    return client_of(hedong_officer)


@pytest.fixture
def photo(deliverable, hedong_officer):
    return add_evidence(deliverable, files=[files.upload(files.PNG, "揭牌.png")], by=hedong_officer)[0]


def sent(*contents):
    return {"files": [SimpleUploadedFile(name, content, "text/html") for name, content in contents]}


def parsed(response):
    return BeautifulSoup(response.content, "html.parser")


def test_several_files_are_sent_at_once_and_shown(url, officer, deliverable):
    response = officer.post(url, sent(("揭牌.jpg", files.JPEG), ("批复.pdf", files.PDF)), follow=True)
    assert response.redirect_chain == [(url, 302)]
    page = parsed(response)
    assert "2 files were added." in page.text
    picture, *_others = deliverable.evidence.exclude(thumbnail="")
    assert [image["src"] for image in page.select(".evidence-tiles img")] == [
        reverse("stations:evidence-thumbnail", args=[picture.code])
    ]
    assert {link.text for link in page.select(".evidence-tiles a[href]") if link.text} == {"揭牌", "批复"}


def test_the_form_works_by_itself_and_for_the_script(url, officer):
    form = parsed(officer.get(url)).find(id="upload")
    assert (form["method"], form["enctype"]) == ("post", "multipart/form-data")
    assert form.find("input", {"name": "files"}).has_attr("multiple")
    assert form["data-max-bytes"] == str(20 * 1024 * 1024)
    assert form.find("progress")


def test_a_refusal_stands_beside_the_files_and_nothing_is_stored(url, officer, tmp_path):
    response = officer.post(url, sent(("好.pdf", files.PDF), ("坏.jpg", files.HTML)) | {"title": "验收"})
    errors = [item.text for item in parsed(response).select("#files-errors li")]
    assert errors[0] == "Nothing was stored."
    assert errors[1].startswith("“坏.jpg” is none of the kinds")
    assert parsed(response).find(id="id_title")["value"] == "验收"
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("data", [{}, {"title": "验收"}])
def test_sending_nothing_asks_for_a_file(url, officer, data):
    assert "Choose at least one file." in officer.post(url, data).content.decode()


def test_an_empty_file_is_named(url, officer):
    assert "“空.pdf” is empty" in officer.post(url, sent(("空.pdf", b""))).content.decode()


def test_a_path_in_a_name_goes_nowhere(url, officer, deliverable):
    officer.post(url, sent(("..\\..\\揭牌.png", files.PNG)))
    evidence = deliverable.evidence.get()
    assert evidence.title == "揭牌"
    assert evidence.file.name == f"evidence/{evidence.code.hex[:2]}/{evidence.code.hex}"


def test_readers_see_the_files_but_add_none(url, photo, viewer, client_of):
    client = client_of(viewer)
    page = parsed(client.get(url))
    assert "揭牌" in page.text
    assert page.find(id="upload") is None
    assert client.post(url, sent(("a.pdf", files.PDF))).status_code == 403
    assert Evidence.objects.count() == 1


def test_another_county_finds_neither_page_nor_file(url, photo, zaoqiang_officer, client_of):
    client = client_of(zaoqiang_officer)
    assert client.get(url).status_code == 404
    assert client.post(url, sent(("a.pdf", files.PDF))).status_code == 404
    assert client.post(reverse("stations:evidence-remove", args=[photo.code])).status_code == 404
    assert Evidence.objects.visible_to(photo.uploaded_by).count() == 1


def test_nobody_adds_without_an_account_or_a_role(url, client, client_of):
    assert client.post(url).status_code == 302
    assert client_of(make_user("nobody")).post(url).status_code == 403


def test_the_address_holds_the_deliverable_of_that_station(deliverable, far_station, city_admin, client_of):
    wrong = reverse("stations:deliverable-evidence", args=[far_station.code, deliverable.code])
    assert client_of(city_admin).get(wrong).status_code == 404


def test_a_milestone_has_a_page_of_its_own(station, officer):
    milestone = make_milestone(station, stage=30)
    url = reverse("stations:milestone-evidence", args=[station.code, 30])
    assert officer.post(url, sent(("批复.pdf", files.PDF)), follow=True).status_code == 200
    assert milestone.evidence.get().title == "批复"
    missing = reverse("stations:milestone-evidence", args=[station.code, 40])
    assert officer.get(missing).status_code == 404


def test_one_removes_what_one_added(url, photo, officer):
    button = parsed(officer.get(url)).select_one(".evidence-tiles form")
    response = officer.post(button["action"], follow=True)
    page = parsed(response)
    assert "“揭牌” was removed." in page.text
    assert page.select(".evidence-tiles") == []
    assert "1 file was removed" in page.text


def test_what_another_added_has_no_button_and_is_refused_with_the_reason(
    url, photo, taocheng_officer, client_of
):
    client = client_of(taocheng_officer)
    assert parsed(client.get(url)).select(".evidence-tiles form") == []
    response = client.post(reverse("stations:evidence-remove", args=[photo.code]), follow=True)
    assert "added by somebody else" in response.content.decode()
    assert Evidence.objects.present().count() == 1


def test_readers_remove_nothing(photo, viewer, client_of):
    assert client_of(viewer).post(reverse("stations:evidence-remove", args=[photo.code])).status_code == 403


def test_removing_is_not_done_by_following_a_link(photo, officer):
    assert officer.get(reverse("stations:evidence-remove", args=[photo.code])).status_code == 405


def test_what_was_accepted_keeps_its_files(station, officer, hedong_officer):
    deliverable = make_deliverable(station, accepted_on=ACCEPTED_ON)
    (kept,) = add_evidence(deliverable, files=[files.upload(files.PDF)], by=hedong_officer)
    url = reverse("stations:deliverable-evidence", args=[station.code, deliverable.code])
    assert parsed(officer.get(url)).select(".evidence-tiles form") == []
    response = officer.post(reverse("stations:evidence-remove", args=[kept.code]), follow=True)
    assert "stays" in response.content.decode()


def test_the_page_asks_as_often_for_many_files_as_for_one(url, deliverable, photo, officer, hedong_officer):
    few = queries_of(officer, url)
    pictures = [files.picture(colour=(shade, 0, 0)) for shade in range(12)]
    add_evidence(deliverable, files=[files.upload(one) for one in pictures], by=hedong_officer)
    many = queries_of(officer, url)
    assert len(many) == len(few) <= 10, "\n".join(many)
