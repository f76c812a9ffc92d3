from datetime import date
from decimal import Decimal

from indicators.catalogue import CATALOGUE
from indicators.people import INDICATORS
from indicators.reading import read
from personnel.models import Certificate, Posting, SocialWorker
from stations.models import Agency
from tests.personnel.factories import make_certificate, make_posting, make_worker
from tests.stations.factories import make_agency, make_engagement, make_station

JUNE = date(2022, 6, 30)


def total(code, user, region, on=JUNE):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=on).value(indicator)


def certified(region, level=Certificate.Level.ASSISTANT, **overrides):
    worker = make_worker(region, **overrides)
    make_certificate(worker, level=level)
    return worker


def test_an_agency_counts_from_registration_until_it_is_struck_off(city_admin, city, taocheng):
    make_agency(taocheng, registered_on=date(2021, 1, 4))
    make_agency(
        taocheng,
        registered_on=date(2021, 1, 4),
        deregistered_on=date(2022, 3, 1),
        status=Agency.Status.DEREGISTERED,
    )
    make_agency(taocheng, registered_on=None, status=Agency.Status.PREPARING, uscc=None)
    assert total("agencies", city_admin, city, date(2021, 1, 3)) == 0
    assert total("agencies", city_admin, city, date(2021, 12, 31)) == 2
    assert total("agencies", city_admin, city) == 1


def test_founders_and_registration_levels_are_the_models_own_words(city_admin, city, taocheng, hedong):
    make_agency(city, registration_level=Agency.RegistrationLevel.CITY)
    make_agency(taocheng, founder_type=Agency.FounderType.HOSPITAL)
    make_agency(taocheng, founder_type=Agency.FounderType.OTHER, registration_level="city")
    registered = Agency.objects.registered_on_day(JUNE)
    assert (
        total("agencies_founded_by_others", city_admin, city) == registered.founded_by_others().count() == 2
    )
    assert total("agencies_city_registered", city_admin, city) == registered.at_level("city").count() == 2
    assert total("agencies_founded_by_others_share", city_admin, city) == Decimal(2) / Decimal(3)
    assert total("agencies_per_township", city_admin, city) == 3


def test_what_lies_at_the_city_itself_is_a_line_of_its_own(city_admin, city, taocheng, zaoqiang):
    make_agency(city)
    make_agency(taocheng)
    indicator = CATALOGUE["agencies"]
    reading = read([indicator], user=city_admin, region=city, on=JUNE)
    assert reading.has_own_line
    lines = [reading.value(indicator, child.path) for child in reading.children]
    assert lines == [1, 0]
    assert reading.value(indicator, city.path) == 1
    assert reading.value(indicator) == sum(lines) + 1


def test_without_anything_at_the_level_itself_there_is_no_such_line(city_admin, city, taocheng):
    make_agency(taocheng)
    assert not read([CATALOGUE["agencies"]], user=city_admin, region=city, on=JUNE).has_own_line


def test_an_agency_counts_at_home_and_not_where_it_works(taocheng_officer, taocheng, zaoqiang, hedong):
    guest = make_agency(zaoqiang)
    make_engagement(guest, make_station(hedong))
    assert guest in Agency.objects.visible_to(taocheng_officer)
    assert total("agencies", taocheng_officer, taocheng) == 0


def test_a_person_with_two_certificates_counts_once_by_the_higher(city_admin, city, taocheng):
    worker = certified(taocheng)
    make_certificate(worker, level=Certificate.Level.INTERMEDIATE, issued_on=date(2022, 3, 1))
    before = date(2022, 2, 28)
    assert total("certified_assistants", city_admin, city, before) == 1
    assert total("certified_intermediate", city_admin, city, before) == 0
    assert total("certified_workers", city_admin, city) == 1
    assert total("certified_assistants", city_admin, city) == 0
    assert total("certified_intermediate", city_admin, city) == 1


def test_levels_add_up_to_the_certified(city_admin, world):
    reading = read(INDICATORS, user=city_admin, region=world, on=JUNE)
    codes = ["certified_assistants", "certified_intermediate", "certified_senior"]
    levels = [reading.value(CATALOGUE[code]) for code in codes]
    assert levels == [8, 4, 3]
    assert reading.value(CATALOGUE["certified_workers"]) == sum(levels)


def test_whoever_left_the_register_counts_no_more(city_admin, city, taocheng):
    certified(taocheng, register_ended_on=date(2022, 4, 1), register_end_reason="retired")
    assert total("certified_workers", city_admin, city, date(2022, 3, 31)) == 1
    assert total("certified_workers", city_admin, city) == 0


def test_public_and_other_employment_are_shares_of_the_certified(city_admin, city, taocheng):
    for _number in range(9):
        certified(taocheng, employer_type=SocialWorker.EmployerType.PARTY_GOVERNMENT)
    certified(taocheng, employer_type=SocialWorker.EmployerType.AGENCY)
    make_worker(taocheng, employer_type=SocialWorker.EmployerType.AGENCY)
    assert total("certified_public_share", city_admin, city) == Decimal("0.9")
    assert total("certified_outside_share", city_admin, city) == Decimal("0.1")
    assert total("certified_outside_share", city_admin, city, date(2020, 1, 1)) is None


def test_full_time_share_is_of_the_posted_certified_workers(city_admin, city, taocheng, hedong):
    station = make_station(hedong)
    make_posting(certified(taocheng), station)
    make_posting(certified(taocheng), station, employment_type=Posting.EmploymentType.PART_TIME)
    make_posting(make_worker(taocheng), station)
    certified(taocheng)
    assert total("certified_full_time_share", city_admin, city) == Decimal("0.5")
    assert total("certified_full_time_share", city_admin, city, date(2022, 2, 1)) is None


def test_all_people_indicators_of_a_region_cost_one_query_besides_the_townships(
    city_admin, world, django_assert_num_queries
):
    assert city_admin.assignments
    reading = read(INDICATORS, user=city_admin, region=world, on=JUNE)
    with django_assert_num_queries(2):
        for indicator in INDICATORS:
            reading.value(indicator)
