"""Personal numbers: revealing, taking them away, the log of it, the keys."""

import io
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.security import note
from accounts.models import SecurityEvent
from accounts.roles import Role
from core import privacy
from personnel.actions.key_rotation import rotate
from personnel.actions.new_number import MOST_A_DAY
from personnel.models import PersonalDataAccess
from personnel.models.data_access import MOST_REVEALS, MOST_REVEALS_OF_ONE
from personnel.rules import disclosure
from personnel.rules.disclosure import Audience
from tests.accounts.factories import make_user
from tests.personnel.factories import (
    make_access,
    make_certificate,
    make_posting,
    make_registration,
    make_worker,
)
from tests.routes import text_of
from tests.world import make_two_counties

pytestmark = pytest.mark.django_db

ID_NUMBER, PHONE, CERTIFICATE = "131102198503154568", "13912345678", "202255513110200077"
SECRETS = (ID_NUMBER, PHONE, CERTIFICATE)
READERS = {
    Audience.KEEPER: ("taocheng", Role.COUNTY_OFFICER, "131102"),
    Audience.HOME: ("hedong", Role.TOWNSHIP_OFFICER, "131102002"),
    Audience.ABOVE: ("viewer", Role.VIEWER, "131100"),
    Audience.POSTED: ("zaoqiang", Role.COUNTY_OFFICER, "131121"),
}


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def counties():
    return make_two_counties()


@pytest.fixture
def person(counties):
    """At home in 河东街道, posted in 枣强县."""
    home, elsewhere = counties
    worker = make_worker(home.township, name="测试当事人", id_number=ID_NUMBER, phone=PHONE)
    make_registration(make_certificate(worker, number=CERTIFICATE))
    make_posting(worker, elsewhere.station)
    worker.name = "当事人"
    worker.save()
    return worker


@pytest.fixture
def reader_of(counties, client_of):
    """The account of an audience, and its signed-in client."""

    def made(audience, **fields):
        username, role, code = READERS[audience]
        region = {one.code: one for one in counties[0].township.__class__.objects.all()}[code]
        user = make_user(username, role, region, **fields)
        return user, client_of(user)

    return made


def reveal(client, person, field="id_number", reason="办理工伤保险"):
    return client.post(
        reverse("personnel:worker-reveal", args=[person.code]), {"field": field, "reason": reason}
    )


@pytest.mark.parametrize(("field", "number"), list(zip(disclosure.NUMBERS, SECRETS, strict=True)))
def test_a_keeper_sees_a_number_once_with_a_reason_and_is_noted(field, number, person, reader_of):
    user, client = reader_of(Audience.KEEPER)
    before = PersonalDataAccess.objects.count()
    answer = reveal(client, person, field)

    assert number in answer.text
    assert answer["Cache-Control"] == "no-store"
    entry = PersonalDataAccess.objects.latest("pk")
    assert PersonalDataAccess.objects.count() == before + 1
    assert (entry.by, entry.worker, entry.field, entry.kind) == (user, person, field, "reveal")
    assert (entry.reason, entry.address, entry.region) == ("办理工伤保险", "127.0.0.1", person.home_region)


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_is_shown_or_noted(reason, person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    before = PersonalDataAccess.objects.count()

    assert ID_NUMBER not in reveal(client, person, reason=reason).text
    assert PersonalDataAccess.objects.count() == before


@pytest.mark.parametrize(
    ("audience", "status"), [(Audience.HOME, 403), (Audience.ABOVE, 403), (Audience.POSTED, 403)]
)
def test_nobody_else_sees_a_number(audience, status, person, reader_of):
    _user, client = reader_of(audience)
    answer = reveal(client, person)

    assert answer.status_code == status
    assert ID_NUMBER not in answer.text


def test_looking_at_the_page_of_revealing_shows_nothing(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    answer = client.get(reverse("personnel:worker-reveal", args=[person.code]))

    assert answer.status_code == 200
    assert not any(secret in answer.text for secret in SECRETS)


def test_numbers_leave_in_clear_only_for_a_keeper_with_a_reason_and_each_person_is_noted(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    address_ = f"{reverse('personnel:worker-export')}?q={person.code}"
    asked = {"file": "csv", "numbers": "clear", "reason": ""}
    assert ID_NUMBER not in text_of(client.post(address_, asked))

    text = text_of(client.post(address_, asked | {"reason": "上级核查"}))

    assert ID_NUMBER in text
    assert PHONE in text
    noted = PersonalDataAccess.objects.filter(kind="clear_export").get()
    assert (noted.worker, noted.reason) == (person, "上级核查")


@pytest.mark.parametrize("audience", [Audience.HOME, Audience.ABOVE, Audience.POSTED])
def test_nobody_else_takes_numbers_away_in_clear(audience, person, reader_of):
    _user, client = reader_of(audience)
    asked = {"file": "csv", "numbers": "clear", "reason": "想看"}

    assert ID_NUMBER not in text_of(client.post(reverse("personnel:worker-export"), asked))
    # Who keeps the register of another county takes along the people of that county alone.
    taken = PersonalDataAccess.objects.filter(kind="clear_export")
    assert not taken.filter(region__path__startswith="131102").exists()


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
def test_a_masked_file_says_who_took_it_and_is_noted(file_type, person, reader_of):
    user, client = reader_of(Audience.HOME)
    asked = {"file": file_type, "numbers": "masked", "reason": ""}
    text = text_of(client.post(reverse("personnel:worker-export"), asked))

    assert f"Exported by {user.username}" in text
    noted = PersonalDataAccess.objects.filter(kind="masked_export").get()
    assert (noted.by, noted.region.code, noted.persons) == (user, "131102002", 2)


def test_a_list_of_people_is_not_taken_away_by_an_address(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    answer = client.get("/personnel/workers/?q=1&export=csv")

    assert (answer.status_code, answer["Location"]) == (302, "/personnel/workers/export/?q=1")


def test_a_form_does_not_echo_what_is_kept_and_replaces_it(person, reader_of):
    _user, client = reader_of(Audience.HOME)
    page = reverse("personnel:worker-edit", args=[person.code])
    assert not any(secret in client.get(page).text for secret in SECRETS)
    values = {
        "name": "当事人",
        "home_region": "131102002",
        "employer_type": "institution",
        "employment_type": "full_time",
        "phone": "13800138000",
        "version": person.history.latest().pk,
    }
    assert client.post(page, values).status_code == 302

    person.refresh_from_db()
    assert person.phone_masked == "138****8000"
    assert privacy.decrypt(person.id_number_ciphertext) == ID_NUMBER


def test_the_database_refuses_to_change_or_delete_an_entry_of_the_log(counties):
    entries = PersonalDataAccess.objects.all()
    for write in (lambda: entries.update(reason="x"), entries.delete):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            write()
    assert entries.count() == 2


BROKEN = [
    ({"reason": ""}, "Say why"),
    ({"worker": None}, "names the person"),
    ({"kind": "x"}, "not a valid choice"),
    ({"field": "x"}, "not a valid choice"),
]


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_an_entry_that_says_too_little_is_refused(values, message, counties):
    entry = make_access(counties[0].worker)
    copy = PersonalDataAccess(**{name: getattr(entry, name) for name in COPIED} | values)

    with pytest.raises(ValidationError, match=message):
        copy.full_clean()


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_an_entry_that_says_too_little_is_refused_by_the_database(values, message, counties):
    entry = make_access(counties[0].worker)
    copy = PersonalDataAccess(**{name: getattr(entry, name) for name in COPIED} | values)

    with pytest.raises(DatabaseError), transaction.atomic():
        copy.save()


COPIED = ("accessed_at", "by", "kind", "field", "worker", "persons", "region", "reason", "address")


def test_the_log_shows_those_of_the_own_county_and_flags_much_in_one_day(counties, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    for _each in range(10):
        make_access(counties[0].worker, accessed_at=timezone.now())
    text = client.get(reverse("personnel:access-log")).text

    assert counties[0].worker.code in text
    assert "枣强" not in text
    assert "Unusually much" in text
    assert "10 numbers shown in clear" in text


@pytest.mark.parametrize("audience", [Audience.HOME, Audience.ABOVE])
def test_the_log_is_closed_to_townships_and_viewers(audience, counties, reader_of):
    _user, client = reader_of(audience)

    assert client.get(reverse("personnel:access-log")).status_code == 403


OLD, NEW = (Fernet.generate_key().decode() for _each in range(2))


def test_keys_are_rotated_in_the_records_and_in_the_history_and_again_without_harm(hedong, settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    worker = make_worker(hedong, id_number=ID_NUMBER, phone=PHONE)
    worker.name = "改名"
    worker.save()
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]

    first, second = rotate(batch=1), rotate()

    assert (first.renewed, first.current, first.unreadable) == (6, 0, [])
    assert (second.renewed, second.current) == (0, 6)
    settings.PERSONAL_DATA_KEYS = [NEW]
    worker.refresh_from_db()
    assert privacy.decrypt(worker.id_number_ciphertext) == ID_NUMBER
    versions = worker.history.values_list("phone_ciphertext", flat=True)
    assert {privacy.decrypt(one) for one in versions} == {PHONE}


def test_a_number_that_fits_no_key_is_named_and_the_rest_is_rotated(hedong, settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    lost = make_worker(hedong, phone=PHONE)
    settings.PERSONAL_DATA_KEYS = [NEW]
    said = io.StringIO()

    with pytest.raises(CommandError, match=f"{lost.code} phone_ciphertext"):
        call_command("rotate_personal_keys", stdout=said)
    assert "0 numbers re-encrypted" in said.getvalue()


# Limits and reasons

UNSEEN = "\u200b\u200b\u200b\u200b"


@pytest.mark.parametrize("reason", ["x", "....", "1234567890", UNSEEN, "啊啊啊啊啊", "    办 ", "x\u2060y"])
def test_a_reason_is_made_of_words(reason, person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    before = PersonalDataAccess.objects.count()

    assert ID_NUMBER not in reveal(client, person, reason=reason).text
    assert PersonalDataAccess.objects.count() == before


def test_nobody_sees_the_numbers_of_one_person_again_and_again(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    for _number in range(MOST_REVEALS_OF_ONE):
        assert PHONE in reveal(client, person, "phone").text

    answer = reveal(client, person, "phone")
    assert PHONE not in answer.text
    assert "the most for a day" in answer.text


def test_nobody_sees_numbers_without_end_in_one_day(person, reader_of):
    user, client = reader_of(Audience.KEEPER)
    other = make_worker(person.home_region, phone="13900000001")
    for _number in range(MOST_REVEALS):
        make_access(other, by=user, accessed_at=timezone.now())

    assert PHONE not in reveal(client, person, "phone").text
    assert PersonalDataAccess.objects.filter(by=user, kind="reveal").count() == MOST_REVEALS


def test_another_day_begins_anew(person, reader_of):
    user, client = reader_of(Audience.KEEPER)
    for _number in range(MOST_REVEALS):
        make_access(person, by=user, accessed_at=timezone.now() - timedelta(days=1))

    assert PHONE in reveal(client, person, "phone").text


# Trying numbers


def type_number(client, number, name="新录入", region="131121"):
    form = {"name": name, "home_region": region, "id_number": number}
    form |= {"employer_type": "institution", "employment_type": "full_time"}
    return client.post("/personnel/workers/new/", form)


def test_elsewhere_nobody_learns_that_a_number_is_recorded(person, reader_of):
    user, client = reader_of(Audience.POSTED)
    answer = type_number(client, ID_NUMBER)

    assert "already recorded" not in answer.text
    assert "cannot be entered here" in answer.text
    assert SecurityEvent.objects.get().user == user
    assert SecurityEvent.objects.get().kind == "number_refused"


def test_nothing_is_told_of_a_number_while_other_errors_stand(person, reader_of):
    _user, client = reader_of(Audience.POSTED)
    known, unknown = (
        type_number(client, ID_NUMBER, name=""),
        type_number(client, "131102198503154576", name=""),
    )

    for answer in (known, unknown):
        assert "cannot be entered" not in answer.text
        assert "recorded" not in answer.text
    assert not SecurityEvent.objects.exists()


def test_who_looks_after_the_person_is_told_and_it_is_noted(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)

    assert "already recorded for another person" in type_number(client, ID_NUMBER, region="131102").text
    assert SecurityEvent.objects.filter(kind="number_refused").count() == 1


def test_numbers_are_not_tried_without_end(person, reader_of):
    user, client = reader_of(Audience.POSTED)
    for _number in range(MOST_A_DAY):
        note("number_refused", user=user)

    assert "Too many ID numbers" in type_number(client, ID_NUMBER).text
    assert "Too many ID numbers" in type_number(client, "131102198503154576").text


def test_a_mask_from_before_is_read_as_the_others_are(person, reader_of):
    _user, client = reader_of(Audience.KEEPER)
    type(person).objects.filter(pk=person.pk).update(id_number_masked="131102********4568")

    page = client.get(person.get_absolute_url()).text
    assert "131*************68" in page
    assert "4568" not in page
