from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from core.privacy import decrypt, fingerprint
from personnel.models import Certificate, Posting, SocialWorker
from tests.personnel.factories import (
    TODAY,
    make_certificate,
    make_id_number,
    make_posting,
    make_registration,
    make_worker,
)
from tests.stations.factories import make_station

ID_NUMBER = "131102199001010016"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def stored(worker):
    return SocialWorker.objects.filter(pk=worker.pk).values().get()


def test_the_portal_gives_the_code_and_the_columns_to_search_by(hedong):
    worker = make_worker(hedong, name=" 王小明 ")

    assert (worker.code, worker.name) == ("SW-00001", "王小明")
    assert (worker.pinyin, worker.initials) == ("wangxiaoming", "wxm")


def test_a_code_with_other_signs_is_refused(hedong):
    with pytest.raises(ValidationError, match="capital letters, digits and dashes"):
        make_worker(hedong, code="a/b")


def test_neither_the_id_number_nor_the_mobile_number_is_stored_in_clear(hedong):
    row = stored(make_worker(hedong, id_number=ID_NUMBER, phone="13800138000"))

    assert all(ID_NUMBER not in str(value) and "13800138000" not in str(value) for value in row.values())
    assert (row["id_number_masked"], row["phone_masked"]) == ("131*************16", "138****8000")
    assert row["id_number_fingerprint"] == fingerprint(ID_NUMBER)
    assert (decrypt(row["id_number_ciphertext"]), decrypt(row["phone_ciphertext"])) == (
        ID_NUMBER,
        "13800138000",
    )


def test_sex_and_birth_year_follow_from_the_id_number(hedong):
    worker = make_worker(hedong, id_number="131102198503154568")

    assert (worker.sex, worker.birth_year) == (SocialWorker.Sex.FEMALE, 1985)


def test_typing_nothing_removes_the_numbers(hedong):
    worker = make_worker(hedong, id_number=ID_NUMBER, phone="13800138000")
    worker.set_id_number("", today=TODAY)
    worker.set_phone(" ")
    worker.full_clean()

    assert (worker.id_number_fingerprint, worker.id_number_ciphertext, worker.id_number_masked) == (
        None,
        "",
        "",
    )
    assert (worker.phone_ciphertext, worker.phone_masked) == ("", "")


def test_an_id_number_belongs_to_one_person(hedong):
    make_worker(hedong, id_number="13110219900101018X")

    with pytest.raises(ValidationError, match="already recorded for another person"):
        make_worker(hedong, id_number="13110219900101018x")


def test_the_database_keeps_id_numbers_apart(hedong):
    make_worker(hedong, id_number=ID_NUMBER)
    other = make_worker(hedong)
    other.set_id_number(ID_NUMBER, today=TODAY)

    with pytest.raises(IntegrityError):
        other.save()


def test_any_number_of_people_may_have_no_id_number(hedong):
    make_worker(hedong)
    make_worker(hedong)

    assert SocialWorker.objects.filter(id_number_fingerprint__isnull=True).count() == 2


BROKEN = [
    ({"id_number_fingerprint": "a" * 64}, "fingerprint, ciphertext and mask together"),
    ({"phone_masked": "138****8000"}, "ciphertext and mask together"),
    ({"register_ended_on": date(2022, 1, 1)}, "together with its reason"),
    ({"register_end_reason": "retired"}, "together with its reason"),
    ({"sex": "x"}, "not a valid choice"),
    ({"employer_type": "x"}, "not a valid choice"),
    ({"employment_type": "x"}, "not a valid choice"),
    ({"education": "x"}, "not a valid choice"),
    (
        {"register_ended_on": date(2022, 1, 1), "register_end_reason": "x"},
        "not a valid choice",
    ),
]


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_what_contradicts_itself_is_refused_with_a_message(hedong, values, message):
    worker = make_worker(hedong)
    vars(worker).update(values)

    with pytest.raises(ValidationError, match=message):
        worker.full_clean()


@pytest.mark.parametrize(("values", "message"), BROKEN)
def test_what_contradicts_itself_is_refused_by_the_database(hedong, values, message):
    worker = make_worker(hedong)

    with pytest.raises(IntegrityError):
        SocialWorker.objects.filter(pk=worker.pk).update(**values)


def test_nobody_leaves_the_register_in_the_future(hedong):
    with pytest.raises(ValidationError, match="in the future"):
        make_worker(hedong, register_ended_on=date(2099, 1, 1), register_end_reason="retired")


def test_who_is_posted_cannot_leave_the_register(hedong):
    worker = make_worker(hedong)
    make_posting(worker, make_station(hedong))
    worker.register_ended_on, worker.register_end_reason = date(2022, 5, 1), "retired"

    with pytest.raises(ValidationError, match="End this person's postings"):
        worker.full_clean()


def test_a_person_counts_once_by_the_highest_level(hedong):
    both = make_worker(hedong)
    make_certificate(both, level=Certificate.Level.ASSISTANT)
    make_certificate(both, level=Certificate.Level.INTERMEDIATE, issued_on=date(2022, 1, 10))
    assistant = make_worker(hedong)
    make_certificate(assistant)
    make_worker(hedong)

    levels = dict(SocialWorker.objects.certified(TODAY).values_list("code", "level"))

    assert levels == {both.code: Certificate.Level.INTERMEDIATE, assistant.code: Certificate.Level.ASSISTANT}


def test_the_level_is_that_of_the_day(hedong):
    worker = make_worker(hedong)
    make_certificate(worker, issued_on=date(2021, 10, 1))
    make_certificate(worker, level=Certificate.Level.SENIOR, issued_on=date(2022, 1, 10))

    def levels(on):
        return list(SocialWorker.objects.certified(on).values_list("level", flat=True))

    assert levels(date(2021, 9, 30)) == []
    assert levels(date(2021, 10, 1)) == [Certificate.Level.ASSISTANT]
    assert levels(date(2022, 1, 9)) == [Certificate.Level.ASSISTANT]
    assert levels(date(2022, 1, 10)) == [Certificate.Level.SENIOR]


def test_who_has_left_the_register_is_certified_only_before_that_day(hedong):
    worker = make_worker(hedong, register_ended_on=date(2022, 5, 1), register_end_reason="moved_away")
    make_certificate(worker)

    assert SocialWorker.objects.certified(date(2022, 4, 30)).exists()
    assert not SocialWorker.objects.certified(date(2022, 5, 1)).exists()


def test_certified_people_can_be_counted_by_level(hedong):
    for level in (1, 1, 2):
        make_certificate(make_worker(hedong), level=level)

    certified = SocialWorker.objects.certified(TODAY)

    assert [certified.filter(level=level).count() for level in (1, 2, 3)] == [2, 1, 0]


def test_public_employment_is_party_government_or_a_public_institution(hedong):
    for employer_type in SocialWorker.EmployerType.values:
        make_worker(hedong, employer_type=employer_type)

    public = SocialWorker.objects.in_public_employment().values_list("employer_type", flat=True)
    others = SocialWorker.objects.outside_public_employment().values_list("employer_type", flat=True)

    assert sorted(public) == ["institution", "party_government"]
    assert sorted(others) == ["agency", "community", "other"]


def test_posted_and_full_time_are_those_of_the_day(hedong):
    station = make_station(hedong)
    full_time, part_time = make_worker(hedong), make_worker(hedong)
    make_posting(full_time, station, ended_on=date(2022, 4, 30), leave_reason="resigned")
    make_posting(part_time, station, employment_type=Posting.EmploymentType.PART_TIME)

    assert set(SocialWorker.objects.posted(date(2022, 4, 30))) == {full_time, part_time}
    assert set(SocialWorker.objects.full_time(date(2022, 4, 30))) == {full_time}
    assert set(SocialWorker.objects.posted(date(2022, 5, 1))) == {part_time}
    assert set(SocialWorker.objects.full_time(date(2022, 5, 1))) == set()


@pytest.mark.parametrize(
    "text",
    ["小明", "SW-00001", "sw-00001", "xiaoming", "Wang Xiao", "wxm", "202110371300000001", " 小明 ", ""],
)
def test_people_are_found_by_what_is_typed(hedong, text):
    worker = make_worker(hedong, name="王小明")
    make_certificate(worker, number="202110371300000001")

    assert list(SocialWorker.objects.search(text)) == [worker]


@pytest.mark.parametrize("text", ["李", "20211037130000000", ID_NUMBER, "0016", "138"])
def test_parts_of_numbers_find_nobody(hedong, text):
    worker = make_worker(hedong, name="王小明", id_number=ID_NUMBER, phone="13800138000")
    make_certificate(worker, number="202110371300000001")

    assert not SocialWorker.objects.search(text).exists()


def test_the_registration_read_with_a_list_is_that_of_the_highest_certificate(hedong):
    worker = make_worker(hedong)
    make_registration(make_certificate(worker, level=Certificate.Level.ASSISTANT))
    make_certificate(worker, level=Certificate.Level.INTERMEDIATE, issued_on=date(2022, 1, 10))

    row = SocialWorker.objects.with_registration(TODAY).get()
    earlier = SocialWorker.objects.with_registration(date(2022, 1, 9)).get()

    assert (row.highest_issued_on, row.highest_valid_to) == (date(2022, 1, 10), None)
    assert earlier.clock_on(date(2022, 1, 9)).valid_to == date(2024, 11, 30)


def test_who_holds_no_certificate_has_no_clock(hedong):
    make_worker(hedong)

    assert SocialWorker.objects.with_registration(TODAY).get().clock_on(TODAY) is None


def test_the_history_keeps_every_version(hedong):
    worker = make_worker(hedong, id_number=make_id_number(1))
    worker.name = "改名"
    worker.save()

    assert list(worker.history.values_list("history_type", flat=True)) == ["~", "+"]
