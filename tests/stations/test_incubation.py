"""Ratings, incubation bases, incubations and support: rules, pages, files and the admin."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core.errors import Refused
from stations import actions
from stations.models import AgencyRating, Incubation, IncubationBase, Support
from tests.exchange.files import do, errors_of, upload, workbook
from tests.stations.agencies import make_base, make_incubation, make_rating, make_support
from tests.stations.factories import make_agency

ON = date(2022, 6, 30)


@pytest.fixture(autouse=True)
def _english(settings, tmp_path):
    settings.LANGUAGE_CODE, settings.MEDIA_ROOT = "en", tmp_path
    with translation.override("en"):
        yield


@pytest.fixture
def base(taocheng):
    return make_base(taocheng)


@pytest.fixture
def agency(taocheng):
    return make_agency(taocheng)


@pytest.fixture
def incubation(agency, base):
    return make_incubation(agency, base)


@pytest.fixture
def officer(taocheng_officer, client_of):
    return client_of(taocheng_officer)


def a_base(taocheng):
    return make_base(taocheng)


def a_rating(taocheng):
    return make_rating(make_agency(taocheng))


def an_incubation(taocheng):
    return make_incubation(make_agency(taocheng), make_base(taocheng))


def a_support(taocheng):
    return make_support(an_incubation(taocheng))


BROKEN = [
    (a_base, {"closed_on": date(2021, 4, 30)}, "cannot close before it opens"),
    (a_rating, {"valid_to": date(2022, 2, 28)}, "cannot end before it begins"),
    (a_rating, {"grade": "6A"}, "not a valid choice"),
    (
        an_incubation,
        {"left_on": date(2022, 2, 28), "outcome": "graduated"},
        "cannot leave before it enters",
    ),
    (an_incubation, {"left_on": ON}, "together with the outcome"),
    (an_incubation, {"outcome": "graduated"}, "together with the outcome"),
    (an_incubation, {"left_on": ON, "outcome": "lost"}, "not a valid choice"),
    (a_support, {"kind": "food"}, "not a valid choice"),
    (a_support, {"amount_yuan": None}, "Money is given with its amount"),
    (a_support, {"kind": "venue", "amount_yuan": Decimal("-0.01")}, "greater than or equal to 0"),
]


@pytest.mark.parametrize(("make", "values", "message"), BROKEN)
def test_what_breaks_a_rule_is_refused_by_the_form_and_by_the_database(make, values, message, taocheng):
    record = make(taocheng)
    for name, value in values.items():
        setattr(record, name, value)

    with pytest.raises(ValidationError, match=message):
        record.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


def test_an_agency_is_in_one_base_at_a_time(incubation, agency, taocheng):
    second = Incubation(agency=agency, base=make_base(taocheng), entered_on=ON)

    with pytest.raises(ValidationError, match="leaves that one first"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_an_agency_has_one_rating_of_a_day(agency):
    make_rating(agency)
    second = AgencyRating(agency=agency, grade="4A", rated_on=date(2022, 3, 1), valid_to=date(2027, 2, 28))

    with pytest.raises(ValidationError, match="a rating of that day"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.parametrize(
    ("make", "values", "message"),
    [
        (an_incubation, {"entered_on": date(2021, 4, 30)}, "opens on a later day"),
        (an_incubation, {"entered_on": date(2999, 1, 1)}, "has not come yet"),
        (a_support, {"given_on": date(2022, 2, 28)}, "after the agency entered"),
        (a_rating, {"rated_on": date(2999, 1, 1), "valid_to": date(2999, 1, 2)}, "has not come yet"),
    ],
)
def test_days_fit_each_other(make, values, message, taocheng):
    record = make(taocheng)
    for name, value in values.items():
        setattr(record, name, value)

    with pytest.raises(ValidationError, match=message):
        record.full_clean()


def test_a_closed_base_takes_nobody_and_a_deregistered_agency_enters_none(base, agency, taocheng, city_admin):
    closed = make_base(taocheng, closed_on=date(2022, 6, 1))
    gone = make_agency(taocheng, status="deregistered", deregistered_on=date(2022, 5, 1))

    with pytest.raises(Refused, match="was closed on"):
        actions.enter_base(agency, base=closed, on=ON, by=city_admin)
    with pytest.raises(Refused, match="is deregistered"):
        actions.enter_base(gone, base=base, on=ON, by=city_admin)
    assert not Incubation.objects.exists()


def test_what_is_over_is_neither_left_nor_supported_again(incubation, city_admin):
    actions.leave_base(incubation, on=date(2022, 5, 31), outcome="graduated", by=city_admin)
    incubation.refresh_from_db()

    with pytest.raises(Refused, match="left the base on"):
        actions.leave_base(incubation, on=ON, outcome="graduated", by=city_admin)
    with pytest.raises(Refused, match="left the base on"):
        actions.give_support(incubation, kind="venue", on=ON, by=city_admin)


def test_an_agency_enters_is_supported_and_leaves_on_the_pages(officer, base, agency, taocheng_officer):
    entered = {"agency": agency.code, "on": "2022-03-01"}
    assert officer.post(reverse("stations:base-enter", args=[base.code]), entered).status_code == 302
    incubation = Incubation.objects.get()
    where = [base.code, agency.code]

    refused = officer.post(
        reverse("stations:base-support", args=where), {"kind": "money", "on": "2022-04-01"}
    )
    assert "Money is given with its amount." in refused.text
    given = {"kind": "money", "on": "2022-04-01", "amount_yuan": "5000.00"}
    assert officer.post(reverse("stations:base-support", args=where), given).status_code == 302
    left = {"on": "2022-06-30", "outcome": "graduated"}
    assert officer.post(reverse("stations:base-leave", args=where), left).status_code == 302

    incubation.refresh_from_db()
    assert (incubation.left_on, incubation.outcome) == (ON, "graduated")
    assert Support.objects.get().amount_yuan == 5000
    assert incubation.history.first().history_user == taocheng_officer
    assert "5,000" in BeautifulSoup(officer.get(base.get_absolute_url()).content, "html.parser").get_text()


def test_another_county_neither_sees_the_base_nor_moves_its_agency(incubation, zaoqiang_officer, client_of):
    client = client_of(zaoqiang_officer)
    where = [incubation.base.code, incubation.agency.code]

    assert client.get(incubation.base.get_absolute_url()).status_code == 404
    assert client.post(reverse("stations:base-leave", args=where), {}).status_code == 404


def test_a_base_of_the_city_is_offered_to_the_county_and_tells_only_of_its_own_agencies(
    city, zaoqiang, agency, officer
):
    base = make_base(city)
    make_incubation(agency, base)
    make_incubation(make_agency(zaoqiang, name="外县机构"), base)

    page = officer.get(base.get_absolute_url())

    assert agency.name in page.text
    assert "外县机构" not in page.text


def test_ratings_bases_and_incubations_are_imported_and_undone(officer, agency, base):
    files = {
        "agency-ratings": [
            ["agency", "rated_on", "grade", "valid_to"],
            [agency.code, "2022-03-01", "4A", "2027-02-28"],
        ],
        "incubation-bases": [
            ["name", "region", "venue", "opened_on"],
            ["新基地", "131102", "和平路2号", "2022-01-04"],
        ],
        "incubations": [
            ["agency", "entered_on", "base"],
            [agency.code, "2022-03-01", base.code],
        ],
    }
    for noun, rows in files.items():
        batch = do(officer, upload(officer, noun, workbook(rows)), "commit")
        assert (batch.status, errors_of(batch), batch.new_count) == ("committed", [], 1), noun
        assert do(officer, batch, "undo").status == "undone", noun
    assert (AgencyRating.objects.count(), IncubationBase.objects.count(), Incubation.objects.count()) == (
        0,
        1,
        0,
    )


def test_an_incubation_that_is_over_moves_to_no_other_base_by_a_file(officer, agency, base, taocheng):
    make_incubation(agency, base, left_on=ON, outcome="graduated")
    rows = [["agency", "entered_on", "base"], [agency.code, "2022-03-01", make_base(taocheng).code]]

    batch = upload(officer, "incubations", workbook(rows))

    assert "where it was can no longer change" in errors_of(batch)[0][2]


@pytest.mark.parametrize("noun", ["incubationbase", "incubation", "agencyrating"])
def test_the_admin_lists_shows_and_keeps_the_scope(
    noun, incubation, zaoqiang, city_admin, zaoqiang_officer, client_of
):
    make_rating(incubation.agency)
    model = {one._meta.model_name: one for one in (IncubationBase, Incubation, AgencyRating)}[noun]
    record = model.objects.get()
    change = reverse(f"admin:stations_{noun}_change", args=[record.pk])
    zaoqiang_officer.is_staff = True
    zaoqiang_officer.save()

    city, foreign = client_of(city_admin), client_of(zaoqiang_officer)

    assert city.get(reverse(f"admin:stations_{noun}_changelist")).status_code == 200
    assert city.get(change).status_code == 200
    assert foreign.get(change).status_code in (302, 403, 404)


def test_a_base_costs_the_same_with_one_agency_and_with_five(officer, base, taocheng):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(base.get_absolute_url()).status_code == 200
        return len(asked)

    make_support(make_incubation(make_agency(taocheng), base))
    queries()
    few = queries()
    for _number in range(4):
        make_support(make_incubation(make_agency(taocheng), base))
    assert queries() == few
