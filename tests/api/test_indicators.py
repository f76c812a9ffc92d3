"""Indicators for other systems: by region, day and period, as JSON, as a table and as an SDMX message."""

import csv
import io
import json
from datetime import date

import pytest

from stations.models import Stage
from tests.api.conftest import errors_in
from tests.stations.factories import make_milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def completed(station):
    make_milestone(station, stage=Stage.OPERATING, achieved_on=date(2022, 3, 1))
    return station


def value_of(answer, code="stations_completed"):
    assert answer.status_code == 200, answer.content
    return next(one["value"] for one in answer.json()["indicators"] if one["code"] == code)


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ({"as_of": "2022-02-28"}, "0"),
        ({"as_of": "2022-03-01"}, "1"),
        ({"on": "2022-03-01"}, "1"),
        ({"period": "2022"}, "1"),
        ({"period": "2022-Q1"}, "1"),
        ({"period": "2022-02"}, "0"),
        ({"period": "2021-Q4", "region": "131102"}, "0"),
    ],
)
def test_values_are_those_of_the_day_or_of_the_end_of_the_period(taocheng_system, completed, query, value):
    assert value_of(taocheng_system.get("indicators/", **query)) == value


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"period": "2022-13"}, "period"),
        ({"period": "last year"}, "period"),
        ({"as_of": "2022-03-01", "period": "2022"}, "period"),
        ({"as_of": "soon"}, "on"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(taocheng_system, completed, query, field):
    assert [one[1] for one in errors_in(taocheng_system.get("indicators/", **query), 400)] == [field]


def test_a_format_that_is_not_there_is_told_as_a_problem(taocheng_system, completed):
    assert taocheng_system.get("indicators/", format="xml").status_code == 404
    refused = taocheng_system.get("indicators/", format="csv", region="131121")
    assert (refused.status_code, refused["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(refused.content)["code"] == "not_found"


@pytest.mark.parametrize("asked", [{"format": "csv"}, {}])
def test_the_table_has_a_line_for_each_value_with_its_rows_and_formula(taocheng_system, completed, asked):
    headers = {} if asked else {"Accept": "text/csv"}
    answer = taocheng_system.client.get("/api/v1/indicators/", {"period": "2022", **asked}, headers=headers)

    assert answer["Content-Type"].startswith("text/csv")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    line = next(one for one in lines if one["indicator"] == "stations_completed")
    assert (line["value"], line["region"], line["on"]) == ("1", "131102", "2022-12-31")
    assert line["rows"].startswith("http://testserver/")
    assert line["formula"]


def test_the_sdmx_message_names_indicator_region_and_day_of_each_value(taocheng_system, completed):
    answer = taocheng_system.get("indicators/stations_completed/", period="2022", format="sdmx-json")

    assert answer["Content-Type"] == "application/vnd.sdmx.data+json"
    message = json.loads(answer.content)
    (structure,), (data,) = message["data"]["structures"], message["data"]["dataSets"]
    dimensions = structure["dimensions"]["observation"]
    assert [one["id"] for one in dimensions] == ["INDICATOR", "REF_AREA", "TIME_PERIOD"]
    told = {
        tuple(
            dimension["values"][int(place)]["id"]
            for dimension, place in zip(dimensions, key.split(":"), strict=True)
        ): value
        for key, (value, _unit) in data["observations"].items()
    }
    assert told["stations_completed", "131102", "2022-12-31"] == "1"
    assert told["stations_completed", "131102002", "2022-12-31"] == "1"
    assert message["meta"]["contentLanguages"] == ["en"]
    assert message["meta"]["test"] is False
