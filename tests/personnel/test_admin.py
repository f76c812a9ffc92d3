"""People in the admin: what is typed is checked beside its field, stored encrypted and never shown again."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from core.privacy import decrypt
from personnel.models import Certificate, Posting, Registration, SocialWorker
from tests.accounts.factories import make_user
from tests.personnel.factories import (
    make_certificate,
    make_complete_worker,
    make_posting,
    make_registration,
    make_worker,
)
from tests.stations.factories import make_agency, make_station

ID_NUMBER = "131102199001010016"
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def city_client(client_of, city_admin):
    return client_of(city_admin)


@pytest.fixture
def taocheng_staff(taocheng):
    return make_user("staff", Role.COUNTY_OFFICER, taocheng, is_staff=True)


def address(name, *args):
    return reverse(f"admin:personnel_{name}", args=args)


def soup_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def part(prefix, *rows, kept=0):
    """The rows of an inline as its form sends them."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def form_data(home_region, *, certificates=(), postings=(), **overrides):
    values = {
        "code": "",
        "name": "王小明",
        "home_region": home_region.pk,
        "sex": "",
        "birth_year": "",
        "employer_type": "institution",
        "employment_type": "full_time",
        "agency": "",
        "education": "",
        "id_number": "",
        "phone": "",
        "register_ended_on": "",
        "register_end_reason": "",
    }
    return values | part("certificates", *certificates) | part("postings", *postings) | overrides


def full_time_at(station):
    return {
        "station": station.pk,
        "role": "social_worker",
        "employment_type": "full_time",
        "started_on": "2022-03-01",
        "ended_on": "",
        "leave_reason": "",
    }


def errors_in(response):
    return soup_of(response).get_text(" ", strip=True)


def test_adding_a_person_stores_no_number_in_clear(city_client, hedong):
    data = form_data(hedong, id_number="131102-19900101-0016", phone="+86 138 0013 8000")
    response = city_client.post(address("socialworker_add"), data)
    row = SocialWorker.objects.values().get()

    assert response.status_code == 302
    assert (row["code"], row["id_number_masked"], row["phone_masked"]) == (
        "SW-00001",
        "131*************16",
        "138****8000",
    )
    assert (row["sex"], row["birth_year"]) == ("male", 1990)
    assert (decrypt(row["id_number_ciphertext"]), decrypt(row["phone_ciphertext"])) == (ID_NUMBER, PHONE)
    versions = SocialWorker.history.values()
    for kept in (row, *versions, *LogEntry.objects.values()):
        assert not any(secret in str(kept) for secret in (ID_NUMBER, PHONE))


def test_changing_a_person_keeps_the_numbers_that_are_not_typed_again(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER, phone=PHONE)
    before = SocialWorker.objects.values().get()
    city_client.post(
        address("socialworker_change", worker.pk),
        form_data(hedong, code=worker.code, name="改名", sex="male", birth_year="1990"),
    )
    after = SocialWorker.objects.values().get()

    assert after["name"] == "改名"
    for name in ("id_number_fingerprint", "id_number_ciphertext", "id_number_masked", "phone_ciphertext"):
        assert after[name] == before[name]


def test_a_number_typed_again_replaces_the_stored_one(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER)
    city_client.post(
        address("socialworker_change", worker.pk),
        form_data(hedong, code=worker.code, id_number="131102198503154568"),
    )
    worker.refresh_from_db()

    assert (worker.id_number_masked, worker.birth_year) == ("131*************68", 1985)


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("id_number", "131102199001010017", "check digit of this ID number is wrong"),
        ("id_number", "131102199002300015", "does not exist"),
        ("id_number", "440524188001010014", "before 1900"),
        ("id_number", "131102900101001", "15 digits"),
        ("phone", "12345678901", "11 digits"),
        ("certificates-0-number", "2021-1037", "10 to 30 digits"),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(city_client, hedong, field, typed, message):
    certificate = {"level": "1", "number": "202110371300000001", "issued_on": "2021-10-01"}
    data = form_data(hedong, certificates=[certificate]) | {field: typed}

    assert message in errors_in(city_client.post(address("socialworker_add"), data))
    assert not SocialWorker.objects.exists()


def test_the_id_number_of_somebody_else_is_refused_without_saying_whose(city_client, hedong, zaoqiang):
    make_worker(zaoqiang, id_number=ID_NUMBER, name="外县社工")
    text = errors_in(city_client.post(address("socialworker_add"), form_data(hedong, id_number=ID_NUMBER)))

    assert "already recorded for another person" in text
    assert "外县社工" not in text


def test_ones_own_id_number_may_be_typed_again(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER)
    data = form_data(hedong, code=worker.code, id_number=ID_NUMBER)

    assert city_client.post(address("socialworker_change", worker.pk), data).status_code == 302


def test_the_form_shows_masks_and_never_what_is_stored(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER, phone=PHONE)
    response = city_client.get(address("socialworker_change", worker.pk))
    soup = soup_of(response)

    assert not soup.select_one("#id_id_number").get("value")
    assert not soup.select_one("#id_phone").get("value")
    assert "131*************16" in soup.get_text()
    assert_no_secret(response, worker)


def assert_no_secret(response, worker):
    secrets = [worker.id_number_fingerprint, worker.id_number_ciphertext, worker.phone_ciphertext]
    for secret in (ID_NUMBER, PHONE, *filter(None, secrets)):
        assert secret not in response.text


def test_no_list_and_no_history_shows_a_secret(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER, phone=PHONE)
    worker.name = "改名"
    worker.set_phone("19212345678")
    worker.save()
    version = worker.history.last().pk

    history = city_client.get(address("socialworker_history", worker.pk))
    assert "改名" in history.text
    for response in (
        history,
        city_client.get(address("socialworker_changelist")),
        city_client.get(address("socialworker_simple_history", worker.pk, version)),
    ):
        assert response.status_code == 200
        assert_no_secret(response, worker)


def test_the_admin_sets_no_version_back(city_client, hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER)
    first = worker.history.get()
    response = city_client.post(
        address("socialworker_simple_history", worker.pk, first.pk),
        form_data(hedong, code=worker.code, name="旧名", sex="male", birth_year="1990"),
    )
    worker.refresh_from_db()

    assert response.status_code == 403
    assert worker.name != "旧名"


def test_certificates_and_postings_are_entered_with_the_person(city_client, hedong):
    station = make_station(hedong)
    certificate = {"level": "2", "number": " 20211037ab00000001 ", "issued_on": "2021-10-01"}
    data = form_data(hedong, certificates=[certificate], postings=[full_time_at(station)])

    assert city_client.post(address("socialworker_add"), data).status_code == 302
    assert Certificate.objects.get().number == "20211037AB00000001"
    assert Posting.objects.get().history.get().history_user.username == "city"


def test_a_number_of_unusual_length_is_kept_with_a_warning(city_client, hedong):
    certificate = {"level": "1", "number": "2021103713", "issued_on": "2021-10-01"}
    data = form_data(hedong, certificates=[certificate])
    response = city_client.post(address("socialworker_add"), data, follow=True)

    assert "usual 18 signs" in errors_in(response)
    assert Certificate.objects.get().number == "2021103713"


def test_two_full_time_postings_at_once_are_refused(city_client, hedong, hexi):
    postings = [full_time_at(make_station(hedong)), full_time_at(make_station(hexi))]
    response = city_client.post(address("socialworker_add"), form_data(hedong, postings=postings))

    assert "one open full-time posting" in errors_in(response)
    assert not SocialWorker.objects.exists()


def test_two_certificates_of_one_level_at_once_are_refused(city_client, hedong):
    certificates = [
        {"level": "1", "number": f"20211037130000000{number}", "issued_on": "2021-10-01"} for number in (1, 2)
    ]
    response = city_client.post(address("socialworker_add"), form_data(hedong, certificates=certificates))

    assert response.status_code == 200
    assert not SocialWorker.objects.exists()


def test_a_registration_is_entered_with_its_certificate(city_client, hedong):
    certificate = make_certificate(make_worker(hedong))
    data = {
        "worker": certificate.worker.pk,
        "level": "1",
        "number": certificate.number,
        "issued_on": "2021-10-01",
    } | part("registrations", {"registered_on": "2021-12-01", "valid_to": ""})

    assert city_client.post(address("certificate_change", certificate.pk), data).status_code == 302
    assert Registration.objects.get().valid_to == date(2024, 11, 30)


@pytest.mark.parametrize("name", ["socialworker", "certificate", "posting"])
def test_every_list_and_form_opens(city_client, hedong, name):
    worker = make_complete_worker(hedong, make_station(hedong))
    record = {
        "socialworker": worker,
        "certificate": worker.certificates.get(),
        "posting": worker.postings.get(),
    }[name]

    assert city_client.get(address(f"{name}_changelist"), {"q": worker.code}).status_code == 200
    assert city_client.get(address(f"{name}_add")).status_code == 200
    assert city_client.get(address(f"{name}_change", record.pk)).status_code == 200
    assert city_client.get(address(f"{name}_history", record.pk)).status_code == 200


def test_who_may_only_look_sees_masks_and_no_inputs(client_of, city, hedong):
    auditor = make_user("staff-auditor", Role.AUDITOR, city, is_staff=True)
    worker = make_worker(hedong, id_number=ID_NUMBER, phone=PHONE)
    response = client_of(auditor).get(address("socialworker_change", worker.pk))
    soup = soup_of(response)

    assert "131*************16" in soup.get_text()
    assert not soup.select("input[name=name], input[name=id_number], input[name=phone]")
    assert_no_secret(response, worker)


@pytest.mark.parametrize("name", ["socialworker", "certificate"])
def test_where_somebody_is_only_posted_the_admin_shows_nothing(
    client_of, taocheng_staff, zaoqiang, hedong, name
):
    worker = make_complete_worker(zaoqiang, make_station(hedong), name="借调社工")
    record = worker if name == "socialworker" else worker.certificates.get()
    client = client_of(taocheng_staff)
    version = record.history.get().pk

    assert "借调社工" not in client.get(address(f"{name}_changelist")).text
    assert client.get(address(f"{name}_change", record.pk)).status_code == 302
    assert client.get(address(f"{name}_history", record.pk)).status_code in {302, 403}
    assert client.get(address(f"{name}_simple_history", record.pk, version)).status_code == 403


def test_a_form_does_not_name_what_lies_in_another_county(
    client_of, taocheng_staff, hedong, zaoqiang, zaoqiang_town
):
    agency = make_agency(zaoqiang, name="枣强社工机构")
    worker = make_worker(hedong, agency=agency)
    make_posting(worker, make_station(zaoqiang_town))
    client = client_of(taocheng_staff)

    assert "枣强" not in client.get(address("socialworker_change", worker.pk)).text
    client.post(address("socialworker_change", worker.pk), form_data(hedong, code=worker.code, name="改名"))
    worker.refresh_from_db()
    assert (worker.name, worker.agency) == ("改名", agency)
    assert worker.postings.count() == 1


def test_nobody_is_recorded_in_another_county(client_of, taocheng_staff, zaoqiang):
    response = client_of(taocheng_staff).post(address("socialworker_add"), form_data(zaoqiang))

    assert response.status_code == 200
    assert not SocialWorker.objects.exists()


def test_nothing_is_deleted(city_client, hedong):
    worker = make_worker(hedong)
    make_registration(make_certificate(worker))

    assert city_client.post(address("socialworker_delete", worker.pk), {"post": "yes"}).status_code == 403
    assert SocialWorker.objects.exists()
