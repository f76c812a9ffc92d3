"""The city's auditor follows one yuan from its source to the voucher and back, and prints a ledger."""

import re
from decimal import Decimal

import pytest
from django.db.models import Sum

from accounts.roles import Role
from funding.models import Allocation, Disbursement, Expenditure
from funding.rules.reconciliation import differences, unpaired
from tests.accounts.factories import make_user
from tests.browser.window import DESKTOP, PASSWORD, sign_in
from tests.world import make_two_counties


@pytest.fixture
def world(transactional_db):
    return make_two_counties()[0]


@pytest.fixture
def desk(page, live_server, world):
    make_user("auditor", Role.AUDITOR, world.county.parent, password=PASSWORD)
    page.set_viewport_size(DESKTOP)
    sign_in(page, live_server, "auditor")
    return page


def follow(page, text):
    """Click the link of the page itself with this text."""
    page.locator("main").get_by_role("link", name=text, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def yuan(text) -> Decimal:
    return Decimal(re.sub(r"[^\d.-]", "", text))


def total(model, region) -> Decimal:
    rows = model.objects.under(region).filter(posted_on__year=2022)
    return rows.aggregate(yuan=Sum("amount_yuan"))["yuan"]


def sums(page) -> list[Decimal]:
    """What was allocated, disbursed and spent in the period, as the foot of the ledger says."""
    cells = page.locator("tfoot tr").first.locator("td").all_inner_texts()
    return [yuan(cell) for cell in cells[:3]]


def test_one_yuan_is_followed_from_its_source_to_the_voucher_and_back(desk, live_server, world):
    chain = [world.allocation, world.disbursement, world.expenditure]
    desk.goto(f"{live_server.url}/funding/budgets/")
    follow(desk, world.budget.code)
    assert world.budget.get_source_display() in desk.locator("body").inner_text()

    for entry in chain:
        follow(desk, entry.code)
        assert entry.code in desk.locator("body").inner_text()
    assert world.expenditure.voucher_number in desk.locator("body").inner_text()

    for record in [world.disbursement, world.allocation, world.budget]:
        follow(desk, record.code)
        assert record.code in desk.locator("body").inner_text()


def test_a_countys_ledger_of_a_quarter_is_printed_and_agrees_with_the_entries(desk, live_server, world):
    ledger = f"{live_server.url}/funding/ledger/?region={world.county.code}&year=2022&all=1"
    desk.goto(ledger)
    whole = sums(desk)
    entered = [total(model, world.county) for model in (Allocation, Disbursement, Expenditure)]
    assert whole == entered
    # Neither here nor anywhere else does a total differ from what was entered.
    assert [*differences(), *unpaired()] == []

    quarters = [Decimal(0)] * 3
    for quarter in (1, 2, 3, 4):
        desk.goto(
            f"{live_server.url}/funding/ledger/?region={world.county.code}&year=2022&quarter={quarter}&all=1"
        )
        cells = [
            yuan(cell) for cell in desk.locator("tfoot tr").first.locator("td").all_inner_texts() if cell
        ]
        quarters = [so_far + cell for so_far, cell in zip(quarters, cells, strict=False)]
    assert quarters == entered

    desk.emulate_media(media="print")
    assert desk.locator("table.ledger-table").is_visible()
    assert desk.locator(".print-only").first.is_visible()
    assert not desk.locator("header.navbar").first.is_visible()
    assert desk.pdf(format="A4", landscape=True).startswith(b"%PDF")
