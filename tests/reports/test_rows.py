"""The rows behind a figure, opened as the page's link says, are as many as the figure."""

import html
from decimal import Decimal

import pytest

from funding.models import Allocation, Budget, Disbursement, Expenditure
from indicators.catalogue import CATALOGUE
from indicators.reading import read
from indicators.units import Kind
from personnel.models import PersonalDataAccess
from reports.tables import TABLES
from tests.small_city import ON

WHOLE = sorted(code for code, one in CATALOGUE.items() if one.unit.kind is Kind.COUNT)
# Sums of what stands in the rows: attendances, groups.
SUMMED = sorted(code for code in WHOLE if getattr(CATALOGUE[code].counted, "column", ""))
COUNTED = sorted(set(WHOLE) - set(SUMMED))
RATIOS_WITH_ROWS_OF_THEIR_OWN = [
    "coverage_rate",
    "agencies_founded_by_others_share",
    "certified_public_share",
    "certified_outside_share",
    "certified_full_time_share",
    "part_time_share",
    "turnover",
    "vacancy_rate",
    "practising_ratio",
    "milestones_on_time_rate",
    "model_completion",
]
TABBED = sorted(
    code
    for code, one in CATALOGUE.items()
    if len(one.which()) > 1 and one.value.bottom.source.model in TABLES
)
MONEY = {"budget": Budget, "allocated": Allocation, "disbursed": Disbursement, "spent": Expenditure}


@pytest.fixture
def world(kept_world, db):
    return kept_world


def listed(client, url):
    """How many rows the page says it lists; follows a redirect to another list."""
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return response.context["table"].paginator.count


@pytest.mark.parametrize("code", COUNTED)
@pytest.mark.parametrize("place", ["131100", "131102", "131121", "131102002"])
def test_as_many_rows_as_the_figure_says(code, place, world, city_admin, client_of):
    indicator = CATALOGUE[code]
    region = type(world).objects.get(code=place)
    figure = read([indicator], user=city_admin, region=region, on=ON).value(indicator)
    assert listed(client_of(city_admin), indicator.rows_url(region, ON)) == figure


@pytest.mark.parametrize("code", SUMMED)
@pytest.mark.parametrize("place", ["131100", "131102", "131121", "131102002"])
def test_the_rows_behind_a_sum_add_up_to_it(code, place, world, city_admin, client_of):
    indicator = CATALOGUE[code]
    region = type(world).objects.get(code=place)
    figure = read([indicator], user=city_admin, region=region, on=ON).value(indicator)
    page = client_of(city_admin).get(indicator.rows_url(region, ON), follow=True)
    rows = page.context["table"].data.data
    assert sum(getattr(row, indicator.counted.column) for row in rows) == figure


# Nothing waits or is short of proof in this world; tests/stations/test_proof.py asks them with numbers.
APART = {"stations_reported", "stations_without_proof"}


@pytest.mark.parametrize("code", sorted(set(WHOLE) - APART))
def test_no_figure_of_the_city_is_nought_by_accident(code, world, city_admin):
    indicator = CATALOGUE[code]
    assert read([indicator], user=city_admin, region=world, on=ON).value(indicator) > 0


@pytest.mark.parametrize("code", RATIOS_WITH_ROWS_OF_THEIR_OWN)
def test_a_ratio_opens_the_rows_of_its_numerator(code, world, city_admin, client_of):
    indicator = CATALOGUE[code]
    reading = read([indicator], user=city_admin, region=world, on=ON)
    rows = listed(client_of(city_admin), indicator.rows_url(world, ON))
    assert rows == reading.part(indicator.counted) > 0


@pytest.mark.parametrize("code", TABBED)
def test_a_ratio_opens_what_is_counted_what_is_not_and_all(code, world, city_admin, client_of):
    indicator, client = CATALOGUE[code], client_of(city_admin)
    page = client.get(indicator.get_absolute_url(), {"region": world.code, "on": ON.isoformat()})
    tabs = {one: url for one, _label, url in page.context["tabs"]}
    reading = read([indicator], user=city_admin, region=world, on=ON)

    for url in tabs.values():
        assert url in html.unescape(page.content.decode())
    if indicator.value.is_split and indicator.value.top.source == indicator.value.bottom.source:
        counted, total = reading.part(indicator.value.top), reading.part(indicator.value.bottom)
        assert listed(client, tabs["all"]) == total
        assert listed(client, tabs["rest"]) == total - counted


def test_uncovered_townships_are_a_list(world, city_admin, client_of):
    client = client_of(city_admin)
    url = CATALOGUE["coverage_rate"].rows_url(world, ON, "rest")

    names = {row.record.name for row in client.get(url).context["table"].rows}

    covered = CATALOGUE["townships_covered"].rows_for(city_admin, world, ON)
    to_cover = CATALOGUE["townships"].rows_for(city_admin, world, ON)
    assert names == set(to_cover.exclude(pk__in=covered).values_list("name", flat=True))
    assert client.get(f"{url}x").status_code == 404
    assert client.get(CATALOGUE["townships"].rows_url(world, ON, "rest")).status_code == 404


@pytest.mark.parametrize("code", sorted(MONEY))
def test_the_rows_behind_an_amount_add_up_to_it(code, world, city_admin, client_of):
    indicator = CATALOGUE[code]
    amount = read([indicator], user=city_admin, region=world, on=ON).value(indicator)
    response = client_of(city_admin).get(indicator.rows_url(world, ON))
    rows = response.context["table"].data.data
    assert rows.model is MONEY[code]
    assert sum((row.amount_yuan for row in rows), Decimal(0)) == amount > 0


@pytest.mark.parametrize("code", sorted(set(CATALOGUE) - set(MONEY)))
def test_the_indicators_own_page_of_rows_leads_to_them_too(code, world, city_admin, client_of):
    indicator = CATALOGUE[code]
    url = f"/reports/indicators/{code}/rows/?region=131100&on={ON}"
    expected = indicator.counted.rows_for(city_admin, world, ON).count()
    assert listed(client_of(city_admin), url) == expected


def test_a_county_officer_finds_only_the_countys_own_rows(world, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    page = client.get(f"/reports/indicators/townships_covered/rows/?region=131102&on={ON}")
    assert {row.record.code for row in page.context["table"].rows} == {"131102001", "131102002"}
    assert "枣强" not in page.content.decode()
    assert client.get(f"/reports/indicators/townships/rows/?region=131121&on={ON}").status_code == 404


def test_rows_can_be_taken_along_as_a_file(world, city_admin, client_of):
    client = client_of(city_admin)
    url = f"/reports/indicators/milestones_overdue/rows/?region=131100&on={ON}"
    lines = b"".join(client.get(f"{url}&export=csv").streaming_content).decode().splitlines()
    assert len(lines) == 1 + listed(client, url)
    assert client.get(f"{url}&export=xlsx")["Content-Type"].startswith("application/vnd.openxml")


def test_rows_that_name_people_leave_by_post_alone_and_are_noted(world, taocheng_officer, client_of):
    client = client_of(taocheng_officer)
    url = f"/reports/indicators/part_time_share/rows/?region=131102&on={ON}"
    assert client.get(f"{url}&export=csv")["Content-Type"].startswith("text/html")
    assert not PersonalDataAccess.objects.exists()

    answer = client.post(url, {"export": "csv"})

    text = b"".join(answer.streaming_content).decode()
    entry = PersonalDataAccess.objects.get()
    assert entry.persons == len(text.splitlines()) - 2 > 0
    assert (entry.by, entry.region.code, entry.kind) == (taocheng_officer, "131102", "masked_export")
    assert f"Exported by {taocheng_officer.username}" in text


@pytest.mark.parametrize("code", ["stations_completed", "townships_covered", "milestones_on_time_rate"])
def test_rows_that_name_nobody_are_not_asked_for_by_post(code, world, city_admin, client_of):
    url = f"/reports/indicators/{code}/rows/?region=131100&on={ON}"
    assert client_of(city_admin).post(url, {"export": "csv"}).status_code == 405
