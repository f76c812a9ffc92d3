"""Who sees whom: at home everything, where posted only the work, anywhere else nothing."""

from datetime import date

import pytest

from personnel.models import Certificate, Posting, Registration, SocialWorker
from tests.personnel.factories import (
    make_certificate,
    make_complete_worker,
    make_posting,
    make_registration,
    make_worker,
)
from tests.stations.factories import make_station


@pytest.fixture
def lent(zaoqiang, hedong):
    """At home in 枣强县, posted in 河东街道 of 桃城区."""
    return make_complete_worker(zaoqiang, make_station(hedong), name="借调社工")


@pytest.fixture
def foreign(zaoqiang, zaoqiang_town):
    """At home and posted in 枣强县."""
    return make_complete_worker(zaoqiang, make_station(zaoqiang_town), name="外县社工")


@pytest.mark.parametrize("model", [SocialWorker, Certificate, Registration, Posting])
def test_people_of_another_county_are_not_seen(model, foreign, taocheng_officer, zaoqiang_officer):
    assert not model.objects.visible_to(taocheng_officer).exists()
    assert model.objects.visible_to(zaoqiang_officer).count() == 1


@pytest.mark.parametrize("model", [SocialWorker, Certificate, Registration, Posting])
def test_who_is_posted_here_is_seen_here(model, lent, taocheng_officer, hedong_officer):
    assert model.objects.visible_to(taocheng_officer).count() == 1
    assert model.objects.visible_to(hedong_officer).count() == 1


def test_who_was_posted_here_is_still_seen_here(zaoqiang, hedong, taocheng_officer):
    worker = make_worker(zaoqiang)
    make_posting(worker, make_station(hedong), ended_on=date(2022, 4, 1), leave_reason="resigned")

    assert SocialWorker.objects.visible_to(taocheng_officer).get() == worker


@pytest.mark.parametrize("model", [SocialWorker, Certificate, Registration])
def test_a_person_counts_at_home_alone(model, lent, taocheng, zaoqiang, city):
    counts = [model.objects.under(region).count() for region in (taocheng, zaoqiang, city)]

    assert counts == [0, 1, 1]


def test_a_posting_counts_where_the_station_is(lent, taocheng, zaoqiang):
    assert [Posting.objects.under(region).count() for region in (taocheng, zaoqiang)] == [1, 0]


@pytest.mark.parametrize("model", [SocialWorker, Certificate, Registration])
def test_only_the_home_region_changes_a_person(model, lent, taocheng_officer, zaoqiang_officer):
    assert not model.objects.permitted(taocheng_officer, "change").exists()
    assert model.objects.permitted(zaoqiang_officer, "change").count() == 1
    assert not taocheng_officer.has_perm(f"personnel.change_{model._meta.model_name}", model.objects.get())


def test_the_region_of_the_station_changes_its_postings(lent, taocheng_officer, zaoqiang_officer):
    assert Posting.objects.permitted(taocheng_officer, "change").count() == 1
    assert not Posting.objects.permitted(zaoqiang_officer, "change").exists()


def test_the_home_region_is_told_apart_without_a_query(
    lent, taocheng_officer, zaoqiang_officer, city_admin, django_assert_num_queries
):
    worker = SocialWorker.objects.for_listing().get()
    users = [taocheng_officer, zaoqiang_officer, city_admin]
    for user in users:
        user.assignments  # noqa: B018 - read once per request

    with django_assert_num_queries(0):
        assert [worker.is_home_for(user) for user in users] == [False, True, True]


def test_everything_about_people_is_for_those_at_home(lent, taocheng_officer, zaoqiang_officer, auditor):
    users = [taocheng_officer, zaoqiang_officer, auditor]

    assert [SocialWorker.objects.at_home(user).count() for user in users] == [0, 1, 1]


def test_two_postings_here_show_a_person_once(zaoqiang, hedong, hexi, taocheng_officer):
    worker = make_worker(zaoqiang)
    make_registration(make_certificate(worker))
    make_posting(worker, make_station(hedong), employment_type="part_time")
    make_posting(worker, make_station(hexi), employment_type="part_time")

    for model in (SocialWorker, Certificate, Registration):
        assert model.objects.visible_to(taocheng_officer).count() == 1
