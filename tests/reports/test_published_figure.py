from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from reports.models import PublishedFigure
from reports.panels.published import compare
from tests.api.conftest import Caller
from tests.reports.factories import make_published_figure
from tests.stations.factories import make_milestone, make_station

MID_2022 = date(2022, 6, 30)


def test_a_source_publishes_a_figure_for_a_region_and_day_once(city):
    make_published_figure(city)
    with pytest.raises(ValidationError, match="already here"):
        make_published_figure(city, value=50)
    make_published_figure(city, value=50, source="市民政局")


def test_the_database_too_keeps_one_figure_of_a_source(city):
    figure = make_published_figure(city)
    figure.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        figure.save(force_insert=True)


def test_a_published_figure_is_not_negative(city):
    with pytest.raises(ValidationError, match="cannot be negative"):
        make_published_figure(city, value=-1)


def test_the_database_too_refuses_a_negative_figure(city):
    figure = make_published_figure(city)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedFigure.objects.filter(pk=figure.pk).update(value=-1)


def test_the_indicator_must_be_in_the_catalogue(city):
    with pytest.raises(ValidationError, match="no such code"):
        make_published_figure(city, indicator="happiness")


def test_nothing_is_published_for_a_day_to_come(city):
    with pytest.raises(ValidationError, match="day to come"):
        make_published_figure(city, as_of=date(2099, 1, 1))


def test_a_figure_of_another_city_is_kept_by_its_name_and_compared_with_nothing(city, city_admin):
    own = make_published_figure(city)
    other = make_published_figure(city, place="廊坊市")

    assert "廊坊市" in str(other)
    assert [one.published for one in compare(city_admin, city)] == [own]


def test_a_place_of_the_portal_is_chosen_as_the_region(city):
    with pytest.raises(ValidationError, match="choose it as the region"):
        make_published_figure(city, place="衡水市")


def test_figures_of_two_cities_by_one_source_are_told_apart_over_the_api(city, city_admin):
    caller = Caller(city_admin)
    row = {"indicator": "stations_completed", "region": city.code, "source": "通报", "as_of": "2022-06-30"}

    for value in (90, 91):
        rows = [row | {"value": value}, row | {"place": "廊坊市", "value": 100}]
        answer = caller.post("published-figures/bulk/", rows)
        assert answer.status_code == 200, answer.content

    found = PublishedFigure.objects.order_by("place").values_list("place", "value")
    assert list(found) == [("", 91), ("廊坊市", 100)]


def test_changes_of_a_published_figure_are_kept(city):
    figure = make_published_figure(city)
    figure.value = 50
    figure.save()
    assert [version.value for version in figure.history.all()] == [50, 49]


def test_a_county_officer_sees_no_figure_of_the_city(city, taocheng, zaoqiang, taocheng_officer):
    make_published_figure(city)
    make_published_figure(zaoqiang)
    own = make_published_figure(taocheng, value=7)
    assert list(PublishedFigure.objects.visible_to(taocheng_officer)) == [own]


def test_a_viewer_sees_no_published_money(city, viewer, auditor):
    money = make_published_figure(city, indicator="spent", value=Decimal("1200000"))
    assert not PublishedFigure.objects.visible_to(viewer).exists()
    assert list(PublishedFigure.objects.visible_to(auditor)) == [money]


def test_a_published_figure_is_held_against_the_records_of_its_day(city, hedong, hexi, city_admin):
    make_station(hedong, operating_on=date(2022, 3, 1))
    make_station(hexi, operating_on=date(2022, 9, 1))
    make_published_figure(city, value=1)
    make_published_figure(city, value=3, as_of=date(2022, 12, 31))
    first, second = compare(city_admin, city)
    assert (first.computed, first.agrees) == (1, True)
    assert (second.computed, second.agrees, second.difference_text) == (2, False, "−1")


def test_a_share_agrees_as_people_write_it(city, hedong, hexi, zaoqiang_town, city_admin):
    make_station(hedong, operating_on=date(2022, 3, 1))
    make_published_figure(city, indicator="coverage_rate", value=Decimal("0.333"))
    (comparison,) = compare(city_admin, city)
    assert comparison.computed_text == "33.3%"
    assert comparison.agrees


def test_a_figure_that_cannot_be_computed_is_not_known_and_does_not_agree(city, city_admin):
    make_published_figure(city, indicator="coverage_rate", value=Decimal("0.415"))
    (comparison,) = compare(city_admin, city)
    assert comparison.computed is None
    assert comparison.difference_text == "—"
    assert not comparison.agrees


def test_published_figures_of_several_days_cost_one_query_for_each_family(
    city, hedong, city_admin, django_assert_max_num_queries
):
    station = make_station(hedong)
    make_milestone(station, achieved_on=date(2022, 1, 1))
    for month in range(1, 7):
        make_published_figure(city, as_of=date(2022, month, 1))
        make_published_figure(city, indicator="agencies", as_of=date(2022, month, 2))
    user = type(city_admin).objects.get(pk=city_admin.pk)
    # The assignments, the figures, the stations, the agencies.
    with django_assert_max_num_queries(4):
        compare(user, city)
