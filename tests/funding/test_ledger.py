"""The ledger: every entry of a period in order, with a balance that never jumps."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from funding import actions
from funding.ledger.page import PAGE
from funding.models import Disbursement, Expenditure
from tests.funding.factories import (
    coded,
    make_allocation,
    make_disbursement,
    make_expenditure,
    new_expenditure,
)
from tests.routes import text_of

pytestmark = pytest.mark.django_db

LEDGER = "/funding/ledger/"


@pytest.fixture
def auditor(client_of, city_admin):
    client = client_of(city_admin)
    client.cookies["django_language"] = "en"
    return client


def parsed(client, **query):
    answer = client.get(LEDGER, query)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def lines(page):
    """Code and balance of each entry."""
    body = page.select("table.ledger-table tbody tr:not(.ledger-carried)")
    return [(row.select_one("th a").text, row.select("td")[-1].text) for row in body if row.select("th a")]


def sums(page):
    return {one.dt.text: one.dd.text for one in page.select(".money-sums > div")}


@pytest.fixture
def year(records, allocation, disbursement, city_admin):
    """The chain, a refund of 1,000.00 in May, and 12,345.67 spent in April."""
    actions.refund(
        allocation,
        amount_yuan=Decimal("1000.00"),
        by=city_admin,
        on=date(2022, 5, 1),
        reason="结余退回",
    )
    return records


def test_the_balance_is_allocated_less_spent_line_by_line(year, auditor, allocation, disbursement):
    page = parsed(auditor, year=2022)
    told = lines(page)
    assert [balance for _code, balance in told] == ["100,000.00", "100,000.00", "87,654.33", "86,654.33"]
    assert [code for code, _balance in told][:2] == [allocation.code, disbursement.code]
    assert sums(page)["Balance at the end (yuan)"] == "86,654.33"


def test_a_quarter_brings_forward_what_was_before(year, auditor):
    page = parsed(auditor, year=2022, quarter=2)
    assert sums(page)["Balance brought forward (yuan)"] == "100,000.00"
    assert [balance for _code, balance in lines(page)] == ["87,654.33", "86,654.33"]
    assert sums(page)["Balance at the end (yuan)"] == "86,654.33"


def test_as_of_a_past_day_what_came_later_is_not_there(year, auditor):
    assert sums(parsed(auditor, on="2022-04-30"))["Balance at the end (yuan)"] == "87,654.33"
    assert sums(parsed(auditor, on="2022-03-31"))["Balance at the end (yuan)"] == "100,000.00"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"noun": "spent"}, {"expenditure"}),
        ({"kind": "refund"}, {"allocation"}),
        ({"voucher": "记-0001"}, {"expenditure"}),
        ({"payee": "文具"}, {"expenditure"}),
        ({"source": "donation"}, set()),
        ({"category": "labour"}, {"allocation", "disbursement", "expenditure"}),
        ({"category": "tax"}, set()),
    ],
)
def test_a_filter_leaves_what_was_asked_for(year, auditor, asked, found):
    page = parsed(auditor, year=2022, **asked)
    nouns = {one.text.split(" · ")[0] for one in page.select("tbody th span.small")}
    assert nouns == found
    kinds = list(Expenditure.objects.all()) + list(Disbursement.objects.all())
    assert len(kinds) == 2


def test_the_sums_of_a_filter_agree_with_its_rows(year, auditor, budget, hedong):
    other = make_disbursement(make_allocation(budget, hedong, category="training"))
    make_expenditure(other, amount_yuan=Decimal("77.01"), posted_on=date(2022, 6, 2))
    page = parsed(auditor, year=2022, category="training", noun="spent")
    assert sums(page)["Balance at the end (yuan)"] == "77.01"
    assert sums(page)["Entries of the period"] == "1"


def test_pages_follow_on_each_other_without_gap_or_overlap(disbursement, auditor):
    rows = [new_expenditure(disbursement, "1.00", voucher_number=f"V-{n}") for n in range(2 * PAGE + 7)]
    Expenditure.objects.bulk_create(coded(rows))
    seen, query = [], {"year": 2022}
    page = parsed(auditor, **query)
    while True:
        seen += lines(page)
        link = page.select_one("a[rel=next]")
        if link is None:
            break
        answer = auditor.get(LEDGER + link["href"])
        carried = page.select_one("tfoot tr td:last-child").text
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.select_one(".ledger-carried td:last-child").text == carried
    assert len(seen) == len(set(seen)) == 2 * PAGE + 7 + 2
    assert seen[-1][1] == "99,893.00"
    back = BeautifulSoup(auditor.get(LEDGER + page.select_one("a[rel=prev]")["href"]).content, "html.parser")
    assert lines(back) == seen[PAGE : 2 * PAGE]


def test_a_page_costs_the_same_for_one_entry_and_for_many(year, disbursement, auditor, count_queries):
    before = count_queries(auditor, f"{LEDGER}?year=2022")
    rows = [new_expenditure(disbursement, "1.00", voucher_number=f"V-{n}") for n in range(60)]
    Expenditure.objects.bulk_create(coded(rows))
    assert count_queries(auditor, f"{LEDGER}?year=2022") <= before + 1
    # Four kinds of entry on one page: a query for the rows of each, and for its days beside whole months.
    assert before <= 12


def test_the_file_holds_all_entries_and_ends_on_the_same_balance(year, auditor):
    answer = auditor.get(LEDGER, {"year": 2022, "export": "csv"})
    told = list(csv.reader(io.StringIO(text_of(answer).lstrip("\ufeff"))))
    assert len(told) == 2 + 4 + 2
    assert told[-1][-1] == "86654.33"


def test_a_county_sees_its_own_entries_only(year, elsewhere, client_of, taocheng_officer):
    page = client_of(taocheng_officer).get(LEDGER, {"year": 2022}).content.decode()
    assert year["expenditure"].code in page
    assert elsewhere["expenditure"].code not in page


def test_one_yuan_is_followed_from_source_to_voucher_and_back(year, auditor, city):
    """By the links of the pages alone."""
    ahead = [year["budget"], year["allocation"], year["disbursement"], year["expenditure"]]
    for one, following in [
        *zip(ahead, ahead[1:], strict=False),
        *zip(ahead[:0:-1], ahead[-2::-1], strict=False),
    ]:
        page = BeautifulSoup(auditor.get(one.get_absolute_url()).content, "html.parser")
        assert page.select_one(f"main a[href='{following.get_absolute_url()}']"), (one, following)
    assert (
        year["expenditure"].voucher_number
        in auditor.get(year["expenditure"].get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize(
    "query", [{"year": "abc"}, {"since": "2022-05-01", "on": "2022-04-01"}, {"region": "999999"}]
)
def test_what_cannot_be_read_is_said_beside_the_field(query, auditor, year):
    answer = auditor.get(LEDGER, query)
    assert answer.status_code == 400
    assert BeautifulSoup(answer.content, "html.parser").select(".invalid-feedback, .errorlist, .is-invalid")


def test_a_key_that_is_none_is_no_key(auditor, year):
    assert auditor.get(LEDGER, {"year": 2022, "after": "x.y.z"}).status_code == 200


def test_who_may_not_see_money_is_refused(viewer, client_of):
    assert client_of(viewer).get(reverse("funding:ledger")).status_code == 403
