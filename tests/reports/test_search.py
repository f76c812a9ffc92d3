"""The search: by name, pinyin, codes and numbers; only what one may see; never a broken page."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from personnel.models import Certificate, SocialWorker
from reports.search import Search
from reports.search.nouns import NOUNS
from stations.models import Agency, Station
from tests.nouns import BY_MODEL
from tests.regions.factories import make_region
from tests.stations.factories import make_agency, make_station
from tests.world import make_world

pytestmark = pytest.mark.django_db

URL = "/search/"
SEARCHED = [BY_MODEL[noun.model] for noun in NOUNS]
WITH_CODE = [BY_MODEL[noun.model].name for noun in NOUNS if "code" in noun.exact]


@pytest.fixture
def world(hedong):
    return make_world(hedong, "桃城")


@pytest.fixture
def elsewhere(zaoqiang_town):
    return make_world(zaoqiang_town, "枣强")


@pytest.fixture
def officer(taocheng_officer, client_of):
    return client_of(taocheng_officer)


def hits(client, text, **headers):
    answer = client.get(URL, {"q": text}, headers=headers)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def addresses(page):
    return {link["href"] for link in page.select(".search-groups .list-group-item")}


@pytest.mark.parametrize(
    "text", ["hdjd", "HDJD", "hedongjie", "河东街道", "ｈｄｊｄ", "31102002", "  he dong "]
)
def test_a_township_is_found_by_name_code_pinyin_and_initials(text, hedong, officer):
    assert hedong.get_absolute_url() in addresses(hits(officer, text))


@pytest.mark.parametrize("text", ["桃城", "tcsgz", "tao cheng she gong zhan", "ST-1311"])
def test_a_station_is_found_by_part_of_name_pinyin_and_code(text, world, officer):
    assert world.station.get_absolute_url() in addresses(hits(officer, text))


@pytest.mark.parametrize("noun", SEARCHED, ids=str)
def test_every_noun_is_found_by_its_name(noun, world, officer):
    assert noun.address(getattr(world, noun.name)) in addresses(hits(officer, "桃城"))


def test_a_community_is_found_by_its_name(world, officer):
    assert world.community.get_absolute_url() in addresses(hits(officer, world.community.name))


def test_a_budget_is_found_by_its_document_number(world, officer):
    type(world.budget).objects.update(document_number="衡民发〔2022〕12号")

    assert world.budget.get_absolute_url() in addresses(hits(officer, "〔2022〕１２"))


@pytest.mark.parametrize("noun", [*WITH_CODE, "township"])
def test_a_whole_code_leads_to_its_record_in_any_case_and_width(noun, world, officer):
    record = getattr(world, noun)

    for typed in (record.code, record.code.lower(), f" {record.code}　"):
        answer = officer.get(URL, {"q": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, record.get_absolute_url())


def test_a_whole_credit_code_leads_to_the_agency(world, officer):
    answer = officer.get(URL, {"q": world.agency.uscc.lower()})

    assert (answer.status_code, answer.headers["Location"]) == (302, world.agency.get_absolute_url())


def test_a_certificate_number_is_found_whole_and_never_in_part(world, officer):
    number = Certificate.objects.get(worker=world.worker).number

    assert officer.get(URL, {"q": number}).headers["Location"] == world.worker.get_absolute_url()
    for part in (number[:-1], number[1:], number[:10], number[-6:]):
        assert world.worker.get_absolute_url() not in addresses(hits(officer, part))


def test_the_other_countys_records_are_not_found(world, elsewhere, officer):
    number = Certificate.objects.get(worker=elsewhere.worker).number
    codes = [elsewhere.station.code, elsewhere.agency.code, elsewhere.budget.code, elsewhere.township.code]

    for text in ("枣强", "zq", "zaoqiang", number, elsewhere.worker.code, *codes):
        page = hits(officer, text)
        assert not any("枣强" in group.get_text() for group in page.select(".search-groups"))


def test_a_viewer_without_money_finds_no_budget(world, viewer, client_of):
    client = client_of(viewer)

    assert world.budget.get_absolute_url() not in addresses(hits(client, "桃城"))
    assert world.budget.get_absolute_url() not in addresses(hits(client, world.budget.code))


def test_somebody_without_a_role_finds_nothing(world, client_of, django_user_model):
    nobody = client_of(django_user_model.objects.create_user("nobody"))

    assert addresses(hits(nobody, world.station.code)) == set()


def test_a_code_that_two_records_share_leads_to_neither(world, officer):
    make_agency(world.county, code=world.station.code[:20], name="同号机构")
    type(world.station).objects.update(code=world.station.code[:20])

    assert len(addresses(hits(officer, world.station.code[:20]))) >= 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "'",
        "%",
        "_",
        "\\",
        "\x00",
        "\x00河\x01",
        "a" * 50_000,
        "河" * 5_000,
        "😀",
        "‮",
        "?q=&",
        "(((",
        '"',
    ],
)
def test_odd_input_never_breaks_the_page(text, world, officer):
    assert officer.get(URL, {"q": text}).status_code == 200
    assert officer.get(URL, {"q": text}, headers={"HX-Request": "true"}).status_code == 200


def test_wildcards_are_plain_signs(world, officer):
    assert addresses(hits(officer, "%")) == addresses(hits(officer, "_")) == set()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_was_typed_is_shown_as_text_and_never_as_markup(headers, world, officer):
    answer = officer.get(URL, {"q": '"><script>alert(1)</script>'}, headers=headers)

    assert b"<script>alert" not in answer.content


def test_hits_that_begin_with_the_text_come_first(hedong, officer):
    make_station(hedong, name="老河东站")
    first = make_station(hedong, name="河东新站")

    links = hits(officer, "河东").select("section:first-child .list-group-item")

    assert links[0]["href"] == first.get_absolute_url()


def test_a_few_hits_are_shown_with_the_number_of_others_and_the_way_to_all(hedong, officer):
    for number in range(9):
        make_station(hedong, name=f"石榴站{number}")

    page = hits(officer, "石榴")

    assert len(addresses(page)) == 6
    assert "3 others match" in page.get_text()
    whole = page.select_one(".card-actions a")["href"]
    rows = BeautifulSoup(officer.get(whole).content, "html.parser").select("tbody tr")
    assert len(rows) == 9


def test_of_very_many_hits_only_so_many_are_counted(taocheng, officer):
    for number in range(60):
        make_region(f"131102{number + 100}", f"柳树镇{number}")

    assert "More than 44 others match" in hits(officer, "柳树镇").get_text()


def test_every_list_of_the_search_understands_its_text(world, city_admin, client_of):
    client = client_of(city_admin)

    lists = [noun for noun in NOUNS if noun.list_route]
    assert len(lists) >= 6
    for noun in lists:
        nothing = client.get(noun.list_url("不存在的名字"))
        assert BeautifulSoup(nothing.content, "html.parser").select_one(".empty-row"), noun.label


def test_suggestions_are_options_of_the_same_address(world, officer):
    part = hits(officer, "桃城", **{"HX-Request": "true"})

    assert part.find("html") is None
    options = part.select("[role=option]")
    assert world.station.get_absolute_url() in {option["href"] for option in options}
    assert len({option["id"] for option in options}) == len(options)


def test_a_whole_code_is_suggested_rather_than_followed(world, officer):
    part = hits(officer, world.station.code, **{"HX-Request": "true"})

    assert part.select_one("[role=option]")["href"] == world.station.get_absolute_url()


def asked(client, text):
    with CaptureQueriesContext(connection) as queries:
        client.get(URL, {"q": text})
    return len(queries)


def test_the_number_of_queries_is_small_and_does_not_grow(hedong, officer):
    make_station(hedong, name="桃城站0")
    one = asked(officer, "桃城站hd-01")
    make_world(hedong, "桃城")
    for number in range(1, 5):
        make_station(hedong, name=f"桃城站{number}")

    assert asked(officer, "桃城站hd-01") == one
    assert asked(officer, "桃城") <= 12
    assert asked(officer, "tcsgzx") <= 13


def make_many(world):
    """So many records that a planner does not read them all."""
    numbers = range(2000)
    Agency.objects.bulk_create(
        Agency(
            code=f"AG-9{number}",
            name=f"机构{number}",
            home_region=world.county,
            founder_type=world.agency.founder_type,
            registration_level=world.agency.registration_level,
        )
        for number in numbers
    )
    Station.objects.bulk_create(
        Station(
            code=f"ST-9{number}",
            name=f"站{number}",
            township=world.township,
            service_model=world.station.service_model,
        )
        for number in numbers
    )
    people = SocialWorker.objects.bulk_create(
        SocialWorker(
            code=f"SW-9{number}",
            name=f"人{number}",
            home_region=world.county,
            employer_type=world.worker.employer_type,
            employment_type=world.worker.employment_type,
        )
        for number in numbers
    )
    Certificate.objects.bulk_create(
        Certificate(worker=one, number=f"{one.pk:019}", level=1, issued_on=date(2020, 10, 1))
        for one in people
    )


@pytest.mark.postgresql
def test_whole_codes_are_read_from_indexes(world, taocheng_officer):
    make_many(world)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with CaptureQueriesContext(connection) as queries:
        Search(user=taocheng_officer, typed=world.station.code).record()
    union = next(query["sql"] for query in queries if "UNION" in query["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {union}")
        plan = "\n".join(row[0] for row in cursor.fetchall())

    for index in ("stations_station_code", "stations_agency_uscc", "personnel_certificate_number_once"):
        assert index in plan
