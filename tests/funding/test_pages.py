"""Lists and details: what they show, to whom, and what they cost."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funding import actions
from tests.funding.factories import (
    REVERSED_ON,
    grow,
    make_disbursement,
)
from tests.stations.factories import make_agency

NOUNS = ["budget", "allocation", "disbursement", "expenditure"]
ROW_BUDGET = 10


def soup_of(response):
    return BeautifulSoup(response.content, "html.parser")


def text_of(response):
    return soup_of(response).get_text(" ", strip=True)


def rows_of(response):
    """Codes in the list's first column."""
    return [row.find("td").get_text(strip=True) for row in soup_of(response).select("#list tbody tr")]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_shows_the_amount_to_the_cent_and_links_the_record(client_of, auditor, records, noun):
    response = client_of(auditor).get(reverse(f"funding:{noun}-list"))
    assert f"{records[noun].amount_yuan:,}" in text_of(response)
    assert soup_of(response).find("a", href=records[noun].get_absolute_url())


@pytest.mark.parametrize("noun", NOUNS)
def test_a_detail_shows_the_amount_to_the_cent(client_of, auditor, records, noun):
    response = client_of(auditor).get(records[noun].get_absolute_url())
    assert response.status_code == 200
    assert f"{records[noun].amount_yuan:,}" in text_of(response)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_viewer_has_no_funding(client_of, viewer, records, noun):
    client = client_of(viewer)
    assert client.get(reverse(f"funding:{noun}-list")).status_code == 403
    assert client.get(records[noun].get_absolute_url()).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_a_stranger_is_sent_to_the_entrance(client, records, noun):
    assert client.get(reverse(f"funding:{noun}-list")).status_code == 302


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("user", ["taocheng_officer", "hedong_officer"])
def test_the_other_county_is_out_of_scope(request, client_of, user, records, elsewhere, noun):
    client = client_of(request.getfixturevalue(user))
    assert client.get(elsewhere[noun].get_absolute_url()).status_code == 404
    for export in ("", "csv"):
        response = client.get(reverse(f"funding:{noun}-list"), {"export": export})
        content = response.getvalue() if export else response.content
        assert "枣强" not in content.decode()


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_a_township_officer_reads_the_money_of_the_own_township(client_of, hedong_officer, records, noun):
    client = client_of(hedong_officer)
    assert rows_of(client.get(reverse(f"funding:{noun}-list"))) == [records[noun].code]
    assert client.get(records[noun].get_absolute_url()).status_code == 200


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_a_budget_out_of_scope_shows_code_year_and_source_only(client_of, taocheng_officer, records, noun):
    client = client_of(taocheng_officer)
    budget = records["budget"]
    response = client.get(records[noun].get_absolute_url())
    page = soup_of(response)
    shown = page.get_text(" ", strip=True)
    assert f"{budget.code} · 2022 · {budget.get_source_display()}" in " ".join(shown.split())
    assert not page.find("a", href=budget.get_absolute_url())
    for secret in ("300,000.00", "200,000.00", budget.name, budget.document_number):
        assert secret not in shown
    assert client.get(budget.get_absolute_url()).status_code == 404
    assert rows_of(client.get(reverse("funding:budget-list"))) != [budget.code]


def test_a_budget_in_scope_is_linked_with_its_amounts(client_of, city_admin, records):
    page = soup_of(client_of(city_admin).get(records["allocation"].get_absolute_url()))
    assert page.find("a", href=records["budget"].get_absolute_url())
    assert "200,000.00" in page.get_text()


def test_an_allocation_shows_its_chain_with_what_remains(client_of, auditor, records):
    page = soup_of(client_of(auditor).get(records["allocation"].get_absolute_url()))
    table = page.find("section", attrs={"aria-labelledby": "chain-title"})
    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in table.select("tbody tr")]
    expected = [
        (records["budget"].code, "200,000.00"),
        (records["allocation"].code, "40,000.00"),
        (records["disbursement"].code, "47,654.33"),
        (records["expenditure"].code, "12,345.67"),
    ]
    assert len(rows) == len(expected)
    for row, (code, amount) in zip(rows, expected, strict=True):
        assert code in row
        assert amount in row


def test_a_budget_shows_its_allocations_and_what_remains(client_of, auditor, records):
    shown = text_of(client_of(auditor).get(records["budget"].get_absolute_url()))
    assert records["allocation"].code in shown
    assert "200,000.00" in shown


def test_a_reversed_entry_and_its_reversal_name_each_other(client_of, city_admin, expenditure):
    reversal = actions.reverse(expenditure, by=city_admin, on=REVERSED_ON, reason="票据作废")
    client = client_of(city_admin)
    for entry, other in ((expenditure, reversal), (reversal, expenditure)):
        page = soup_of(client.get(entry.get_absolute_url()))
        assert page.select_one(".alert").find("a", href=other.get_absolute_url())
        assert "票据作废" in page.select_one(".alert").get_text()


def test_an_agency_out_of_scope_is_a_payee_s_name_and_no_link(
    client_of, taocheng_officer, allocation, zaoqiang
):
    agency = make_agency(zaoqiang, name="某机构")
    entry = make_disbursement(allocation, payee="", agency=agency)
    page = soup_of(client_of(taocheng_officer).get(entry.get_absolute_url()))
    assert "某机构" in page.get_text()
    assert not page.find("a", href=agency.get_absolute_url())


def test_the_sums_above_a_list_are_those_of_the_filtered_rows(client_of, auditor, records, elsewhere):
    client = client_of(auditor)
    url = reverse("funding:allocation-list")
    all_rows = [one.get_text(" ", strip=True) for one in soup_of(client.get(url)).select("dd")]
    assert [one.split()[0] for one in all_rows] == ["11.00", "6.10", "4.90"]
    response = client.get(url, {"region": "131121"})
    some = [one.get_text(" ", strip=True).split()[0] for one in soup_of(response).select("dd")]
    assert some == ["1.00", "0.10", "0.90"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"region": "131102"}, True),
        ({"region": "131121"}, False),
        ({"year": "2022"}, True),
        ({"year": "2021"}, False),
        ({"source": "general_budget"}, True),
        ({"source": "donation"}, False),
        ({"category": "labour"}, True),
        ({"category": "venue"}, False),
        ({"q": "2022-0001-001"}, True),
        ({"q": "9999"}, False),
        ({"until": "2022-12-31"}, True),
        ({"until": "2022-01-31"}, False),
    ],
)
@pytest.mark.parametrize("noun", NOUNS[1:])
def test_every_filter_finds_and_leaves_out(client_of, auditor, records, zaoqiang, noun, query, found):
    response = client_of(auditor).get(reverse(f"funding:{noun}-list"), query)
    assert (records[noun].code in rows_of(response)) is found


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_a_list_is_filtered_by_station(client_of, auditor, records, elsewhere, noun):
    code = elsewhere["allocation"].station.code
    response = client_of(auditor).get(reverse(f"funding:{noun}-list"), {"station": code})
    assert rows_of(response) == [elsewhere[noun].code]


def test_expenditures_are_found_by_voucher(client_of, auditor, expenditure):
    client = client_of(auditor)
    url = reverse("funding:expenditure-list")
    assert rows_of(client.get(url, {"q": "记-0001"})) == [expenditure.code]


def test_a_station_out_of_scope_is_no_choice(client_of, taocheng_officer, records, elsewhere):
    code = elsewhere["allocation"].station.code
    response = client_of(taocheng_officer).get(reverse("funding:allocation-list"), {"station": code})
    assert records["allocation"].code not in text_of(response)
    assert soup_of(response).select(".is-invalid, .invalid-feedback")


@pytest.mark.parametrize("query", [{"year": "99999999999"}, {"until": "gestern"}, {"region": "x"}])
def test_an_unreadable_filter_shows_no_rows(client_of, auditor, records, query):
    response = client_of(auditor).get(reverse("funding:budget-list"), query)
    assert response.status_code == 200
    assert records["budget"].code not in text_of(response)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_is_exported_with_plain_amounts(client_of, auditor, records, noun):
    client = client_of(auditor)
    response = client.get(reverse(f"funding:{noun}-list"), {"export": "csv"})
    text = response.getvalue().decode("utf-8-sig")
    heading, row = list(csv.reader(io.StringIO(text)))
    assert row[0] == records[noun].code
    assert str(records[noun].amount_yuan) in row
    assert len(heading) == len(row)
    workbook = client.get(reverse(f"funding:{noun}-list"), {"export": "xlsx"})
    assert workbook.getvalue().startswith(b"PK")


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(client_of, auditor, records, hedong, noun):
    client = client_of(auditor)
    url = reverse(f"funding:{noun}-list")
    first = queries(client, url)
    grow(records, hedong)
    assert queries(client, url) == first
    assert first <= ROW_BUDGET


@pytest.mark.parametrize("noun", NOUNS)
def test_a_detail_costs_the_same_for_one_row_and_for_fifty(client_of, auditor, records, hedong, noun):
    client = client_of(auditor)
    url = records[noun].get_absolute_url()
    first = queries(client, url)
    grow(records, hedong)
    assert queries(client, url) == first


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)
