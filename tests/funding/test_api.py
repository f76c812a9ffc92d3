"""The endpoints of the money chain."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding import actions
from tests.funding.factories import (
    REVERSED_ON,
    grow,
    make_budget,
    make_closing,
    make_disbursement,
    make_expenditure,
    new_disbursement,
)
from tests.stations.factories import make_agency

NOUNS = ["budget", "allocation", "disbursement", "expenditure"]
PER_LIST = 8


@pytest.mark.parametrize("noun", NOUNS)
def test_amounts_are_strings_and_records_have_codes(client_of, auditor, records, noun):
    client = client_of(auditor)
    [row] = client.get(f"/api/v1/{noun}s/").json()["results"]
    assert row == client.get(f"/api/v1/{noun}s/{records[noun].code}/").json()
    assert row["code"] == records[noun].code
    assert row["amount_yuan"] == str(records[noun].amount_yuan)
    assert all(isinstance(value, str) for name, value in row.items() if name.endswith("_yuan"))
    assert "id" not in row


def test_an_allocation_names_no_more_of_its_budget_than_code_year_and_source(
    client_of, taocheng_officer, records
):
    client = client_of(taocheng_officer)
    [row] = client.get("/api/v1/allocations/").json()["results"]
    assert (row["budget"], row["year"], row["source"]) == ("B-2022-0001", 2022, "general_budget")
    assert (row["disbursed_yuan"], row["remaining_yuan"]) == ("60000.00", "40000.00")
    assert "300000" not in client.get("/api/v1/allocations/").content.decode()
    assert client.get("/api/v1/budgets/B-2022-0001/").status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_the_other_county_is_out_of_scope(client_of, taocheng_officer, elsewhere, noun):
    client = client_of(taocheng_officer)
    assert client.get(f"/api/v1/{noun}s/").json()["count"] == 0
    assert client.get(f"/api/v1/{noun}s/{elsewhere[noun].code}/").status_code == 404


@pytest.mark.parametrize("noun", NOUNS)
def test_a_viewer_is_refused(client_of, viewer, records, noun):
    client = client_of(viewer)
    assert client.get(f"/api/v1/{noun}s/").status_code == 403
    assert client.get(f"/api/v1/{noun}s/{records[noun].code}/").status_code == 403


NEVER = [(noun, method) for noun in NOUNS for method in ("put", "patch", "delete")]
# A budget may be changed.
NEVER.remove(("budget", "patch"))


@pytest.mark.parametrize(("noun", "method"), NEVER)
def test_money_is_entered_and_reversed_and_never_changed(client_of, city_admin, records, noun, method):
    client = client_of(city_admin)
    url = f"/api/v1/{noun}s/{records[noun].code}/"
    assert getattr(client, method)(url, {}, content_type="application/json").status_code == 405


def test_filters_are_those_of_the_page(client_of, auditor, records, elsewhere):
    rows = (
        client_of(auditor).get("/api/v1/expenditures/", {"region": "131121", "year": 2022}).json()["results"]
    )
    assert [row["code"] for row in rows] == [elsewhere["expenditure"].code]


def test_reversals_name_their_originals(client_of, city_admin, disbursement):
    entry = make_expenditure(disbursement)
    actions.reverse(entry, by=city_admin, on=REVERSED_ON, reason="票据作废")
    client = client_of(city_admin)
    original = client.get(f"/api/v1/expenditures/{entry.code}/").json()
    reversal = client.get(f"/api/v1/expenditures/{entry.code}-R/").json()
    assert (original["reversed_by"], original["reversed_yuan"]) == (reversal["code"], "100.00")
    assert (reversal["reverses"], reversal["amount_yuan"]) == (original["code"], "-100.00")
    assert reversal["reason"] == "票据作废"


def test_an_agency_is_named_by_its_code_where_it_is_in_scope(
    client_of, taocheng_officer, allocation, taocheng, zaoqiang
):
    near, far = make_agency(taocheng), make_agency(zaoqiang)
    mine = make_disbursement(allocation, agency=near)
    other = make_disbursement(allocation, agency=far)
    client = client_of(taocheng_officer)
    assert client.get(f"/api/v1/disbursements/{mine.code}/").json()["agency"] == near.code
    assert client.get(f"/api/v1/disbursements/{other.code}/").json()["agency"] is None


@pytest.mark.parametrize("noun", NOUNS)
def test_an_endpoint_costs_the_same_for_one_row_and_for_fifty(client_of, auditor, records, hedong, noun):
    client = client_of(auditor)
    agency = make_agency(hedong)
    new_disbursement(records["allocation"], agency=agency, code="D-AG").save()
    first = queries(client, f"/api/v1/{noun}s/")
    grow(records, hedong)
    assert queries(client, f"/api/v1/{noun}s/") == first
    assert first <= PER_LIST


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_a_budget_of_a_closed_year_says_that_the_year_is_closed(client_of, city_admin, city):
    budget = make_budget(city, year=2021)
    make_closing(city, 2021)

    answer = client_of(city_admin).patch(
        f"/api/v1/budgets/{budget.code}/", {"name": "更名"}, content_type="application/json"
    )
    assert answer.status_code in (409, 422)
    assert "closed" in answer.content.decode()
    assert "same code" not in answer.content.decode()
