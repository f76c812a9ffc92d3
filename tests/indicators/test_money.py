from datetime import date
from decimal import Decimal

from funding.actions.entry import reverse
from indicators.catalogue import CATALOGUE, open_to
from indicators.money import INDICATORS
from indicators.reading import read
from tests.funding.factories import make_allocation, make_budget, make_disbursement, make_expenditure
from tests.stations.factories import make_station

JUNE, DECEMBER = date(2022, 6, 30), date(2022, 12, 31)


def total(code, user, region, on=JUNE):
    indicator = CATALOGUE[code]
    return read([indicator], user=user, region=region, on=on).value(indicator)


def spend(city, region, *, allocated, spent, **overrides):
    budget = make_budget(city, amount_yuan=Decimal(allocated))
    allocation = make_allocation(budget, region, amount_yuan=Decimal(allocated), **overrides)
    disbursement = make_disbursement(allocation, amount_yuan=Decimal(allocated))
    make_expenditure(disbursement, amount_yuan=Decimal(spent))
    return disbursement


def test_the_execution_rate_is_spent_over_allocated(city_admin, city, taocheng):
    spend(city, taocheng, allocated="300000.00", spent="165000.00")
    assert total("execution_rate", city_admin, city) == Decimal("0.55")
    assert total("execution_rate", city_admin, taocheng) == Decimal("0.55")


def test_the_execution_rate_without_allocations_is_not_known(city_admin, city, taocheng):
    make_budget(city)
    assert total("execution_rate", city_admin, city) is None


def test_money_is_that_of_the_budget_year_up_to_the_day(city_admin, city, taocheng):
    disbursement = spend(city, taocheng, allocated="300000.00", spent="100000.10")
    make_expenditure(disbursement, amount_yuan=Decimal("0.20"), posted_on=date(2022, 9, 1))
    make_budget(city, year=2021, approved_on=date(2021, 1, 5), amount_yuan=Decimal("70000.00"))
    assert total("spent", city_admin, city, date(2022, 3, 31)) == 0
    assert total("spent", city_admin, city) == Decimal("100000.10")
    assert total("spent", city_admin, city, DECEMBER) == Decimal("100000.30")
    assert total("budget", city_admin, city) == Decimal("300000.00")
    assert total("budget", city_admin, city, date(2021, 12, 31)) == Decimal("70000.00")


def test_a_reversal_is_taken_off_from_its_day_on(city_admin, city, taocheng):
    disbursement = spend(city, taocheng, allocated="300000.00", spent="1000.00")
    entry = disbursement.expenditures.get()
    reverse(entry, on=date(2022, 5, 1), reason="记错", by=city_admin)
    assert total("spent", city_admin, city, date(2022, 4, 30)) == Decimal("1000.00")
    assert total("spent", city_admin, city) == 0


def test_a_city_budget_lies_at_the_city_and_its_allocations_in_the_counties(city_admin, city, taocheng):
    spend(city, taocheng, allocated="300000.00", spent="1000.00")
    reading = read([CATALOGUE["budget"], CATALOGUE["allocated"]], user=city_admin, region=city, on=JUNE)
    assert reading.value(CATALOGUE["budget"], city.path) == Decimal("300000.00")
    assert reading.value(CATALOGUE["budget"], taocheng.path) == 0
    assert reading.value(CATALOGUE["allocated"], taocheng.path) == Decimal("300000.00")


def test_spending_per_completed_station(city_admin, city, taocheng, hedong):
    spend(city, taocheng, allocated="300000.00", spent="150000.00")
    assert total("spent_per_station", city_admin, city) is None
    make_station(hedong, operating_on=date(2022, 3, 1))
    make_station(hedong, operating_on=date(2022, 3, 1), name="第二社工站")
    assert total("spent_per_station", city_admin, city) == Decimal("75000")


def test_spending_per_resident_is_not_known_where_nobody_was_counted(city_admin, city, taocheng, hedong):
    spend(city, hedong, allocated="300000.00", spent="121717.20")
    assert total("spent_per_resident", city_admin, taocheng) == Decimal("0.2")
    assert total("spent_per_resident", city_admin, hedong) is None
    indicator = CATALOGUE["spent_per_resident"]
    reading = read([indicator], user=city_admin, region=taocheng, on=JUNE)
    assert [reading.value(indicator, child.path) for child in reading.children] == [None]


def test_the_share_of_exam_training_is_of_what_was_spent(city_admin, city, taocheng):
    spend(city, taocheng, allocated="300000.00", spent="30000.00", category="exam_training")
    spend(city, taocheng, allocated="300000.00", spent="10000.00", category="service")
    assert total("exam_training_share", city_admin, city) == Decimal("0.75")
    assert total("exam_training_share", city_admin, city, date(2022, 1, 31)) is None


def test_whoever_may_not_see_funding_is_told_no_money(viewer, auditor, city):
    money = {indicator.code for indicator in INDICATORS}
    assert money.isdisjoint(indicator.code for indicator in open_to(viewer, city))
    assert money <= {indicator.code for indicator in open_to(auditor, city)}
    assert read(INDICATORS, user=viewer, region=city, on=JUNE).indicators == ()


def test_all_money_indicators_of_a_region_cost_one_query_besides_the_stations(
    city_admin, world, django_assert_num_queries
):
    assert city_admin.assignments
    reading = read(INDICATORS, user=city_admin, region=world, on=JUNE)
    with django_assert_num_queries(2):
        for indicator in INDICATORS:
            reading.value(indicator)
