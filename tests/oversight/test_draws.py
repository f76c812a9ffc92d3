"""Draws: drawn by seed from a population that is kept, by county and risk, repeated by anybody."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.roles import Role
from core.errors import Refused
from oversight import actions
from oversight.models import Draw, DrawItem, Inspection
from oversight.rules.accepted_deliverables import accepted_deliverables
from oversight.rules.sampling import digest_of, sample, strata_of
from reports.tasks.oversight import to_visit
from tests.accounts.factories import make_user
from tests.oversight.factories import make_draw
from tests.stations.factories import make_deliverable, make_station

pytestmark = pytest.mark.django_db

ACCEPTED_ON = date(2022, 5, 10)
CREATE = reverse("oversight:draw-create")
MEMBERS = st.lists(
    st.tuples(
        st.from_regex(r"DV-[0-9]{1,4}", fullmatch=True),
        st.sampled_from(["131102", "131121", "131126"]),
        st.sampled_from(["", "", "same_day", "no_evidence,same_day"]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda member: member[0],
)


def text_of(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def accepted(hedong, zaoqiang_town):
    """Eight in one county and one in another, accepted in the second quarter of 2022; one later."""
    here, there = make_station(hedong), make_station(zaoqiang_town)
    rows = [
        make_deliverable(here, component="ELECTIVE_PROJECT", accepted_on=ACCEPTED_ON + timedelta(days=number))
        for number in range(8)
    ]
    rows.append(make_deliverable(there, accepted_on=ACCEPTED_ON))
    make_deliverable(there, accepted_on=date(2022, 7, 1))
    return rows


def new_draw(region, **overrides) -> Draw:
    values = {"year": 2022, "quarter": 2, "source": "deliverables", "size": 3}
    return Draw(region=region, **values | overrides)


# The sample


@given(MEMBERS, st.integers(1, 50), st.text(min_size=1, max_size=20))
def test_a_sample_is_repeated_whatever_the_order_and_takes_from_every_county(population, size, seed):
    drawn = sample(population, size=size, seed=seed)

    assert drawn == sample(sorted(population, reverse=True), size=size, seed=seed)
    assert digest_of(population) == digest_of(sorted(population, reverse=True))
    counties = {member[1] for member in population}
    assert {county for code, county, _risks in population if code in drawn} == counties
    assert len(drawn) == max(min(size, len(population)), len(counties))
    assert len(set(drawn)) == len(drawn)


@given(MEMBERS, st.integers(1, 50))
def test_a_county_with_signs_of_risk_is_seen_there_and_half_of_the_rest_is_at_risk(population, size):
    drawn = set(sample(population, size=size, seed="1"))
    strata = strata_of(population, drawn)

    assert sum(one.size for one in strata) == len(population)
    assert sum(one.drawn for one in strata) == len(drawn)
    for county in {one.county for one in strata if one.is_at_risk}:
        assert any(one.drawn for one in strata if one.county == county and one.is_at_risk)
    left = len(drawn) - len({one.county for one in strata})
    risky = sum(one.size for one in strata if one.is_at_risk)
    assert sum(one.drawn for one in strata if one.is_at_risk) >= min(risky, (left + 1) // 2)


def test_a_sample_is_what_it_was_when_this_was_written():
    population = [[f"DV-{number}", "131102", "same_day" if number % 3 == 0 else ""] for number in range(12)]

    assert sample(population, size=4, seed="2022") == ["DV-3", "DV-6", "DV-7", "DV-9"]
    assert (
        digest_of([["DV-1", "131102", ""]])
        == "28bc962cd916243f62b9a62b48741dfa2378a63cdf70a5798c3cb1f713a24dd4"
    )


# Signs of risk


def test_signs_of_risk_are_told_of_each_deliverable(accepted, taocheng, hedong):
    only = make_user("only", Role.COUNTY_OFFICER, taocheng)
    first = accepted[0]
    type(first).objects.filter(pk=first.pk).update(accepted_by=only, reported_on=date(2022, 5, 1))

    found = {
        one.code: one.risks for one in accepted_deliverables(taocheng, date(2022, 4, 1), date(2022, 6, 30))
    }

    assert len(found) == 8
    assert set(found[first.code]) == {"no_evidence", "sole_account"}
    assert set(found[accepted[1].code]) == {"no_evidence", "same_day", "late_entry"}


def test_the_population_costs_the_same_for_one_and_for_many(
    accepted, taocheng_officer, zaoqiang_officer, taocheng, zaoqiang, django_assert_num_queries
):
    for county in (zaoqiang, taocheng):
        with django_assert_num_queries(3):
            list(accepted_deliverables(county, date(2022, 4, 1), date(2022, 6, 30)))


# Drawing


def test_a_draw_keeps_what_repeats_it_and_the_command_says_that_it_matches(accepted, city, city_admin):
    draw = actions.draw_sample(new_draw(city), by=city_admin)

    assert (draw.code, draw.number, len(draw.population)) == ("DR-2022Q2-001", 1, 9)
    assert {item.county.code for item in draw.items.all()} == {"131102", "131121"}
    out = StringIO()
    call_command("repeat_draw", draw.code, stdout=out)
    assert "the draw matches" in out.getvalue()
    assert [line for line in out.getvalue().splitlines() if line.startswith("DV-")] == [
        item.code for item in draw.items.order_by("code")
    ]

    DrawItem.objects.filter(pk=draw.items.first().pk).update(code="DV-OTHER")
    with pytest.raises(CommandError, match="not what was drawn"):
        call_command("repeat_draw", draw.code, stdout=StringIO())
    Draw.objects.update(population=[["DV-1", "131102", ""]])
    with pytest.raises(CommandError, match="not the one that was drawn from"):
        call_command("repeat_draw", draw.code, stdout=StringIO())
    with pytest.raises(CommandError, match="There is no draw"):
        call_command("repeat_draw", "DR-0", stdout=StringIO())


def test_a_quarter_is_drawn_once_and_again_only_with_a_reason_when_the_first_is_closed(
    accepted, city, city_admin, auditor
):
    draw = actions.draw_sample(new_draw(city, size=2), by=city_admin)
    with pytest.raises(ValidationError, match="is open; close it first"):
        actions.draw_sample(new_draw(city, reason="人数不足"), by=city_admin)
    with pytest.raises(Refused, match="nobody has said yet"):
        actions.close_draw(draw, on=timezone.localdate(), note="无", by=auditor)

    for item in draw.items.all():
        conclude(item, by=auditor)
    closed = actions.close_draw(draw, on=timezone.localdate(), note="均属实", by=auditor)
    assert closed.is_closed
    with pytest.raises(Refused, match="is closed"):
        actions.close_draw(closed, on=timezone.localdate(), note="均属实", by=auditor)
    with pytest.raises(ValidationError, match="why it is drawn again"):
        actions.draw_sample(new_draw(city), by=city_admin)

    second = actions.draw_sample(new_draw(city, reason="首次样本过少"), by=city_admin)
    assert (second.number, second.code) == (2, "DR-2022Q2-002")


def conclude(item, *, by, summary="实地查看属实") -> Inspection:
    day = date(2022, 7, 5)
    check = actions.plan_visit(item, starts_on=day, ends_on=day, inspectors="抽查组", by=by)
    check = actions.start_inspection(check, on=day, by=by)
    return actions.conclude_inspection(check, on=day, summary=summary, by=by)


def test_nothing_is_drawn_from_nothing_or_of_a_quarter_that_runs(city, city_admin):
    with pytest.raises(Refused, match="nothing to draw"):
        actions.draw_sample(new_draw(city), by=city_admin)
    with pytest.raises(ValidationError, match="not over yet"):
        new_draw(city, year=timezone.localdate().year + 1).clean()


def test_the_check_of_a_drawn_record_is_its_outcome_and_until_then_somebody_is_asked(
    accepted, city, city_admin, auditor
):
    draw = actions.draw_sample(new_draw(city, size=2), by=city_admin)
    item = draw.items.order_by("code").first()
    today = timezone.localdate()
    assert len(list(to_visit(auditor, today))) == 2

    check = conclude(item, by=auditor)

    item.refresh_from_db()
    assert (item.inspection, item.has_result, check.document) == (check, True, draw.code)
    assert len(list(to_visit(auditor, today))) == 1
    with pytest.raises(Refused, match="has its check already"):
        actions.plan_visit(item, starts_on=today, ends_on=today, inspectors="抽查组", by=auditor)


# Pages


def test_a_draw_is_made_visited_and_closed_on_its_pages(accepted, city, auditor, client_of):
    client = client_of(auditor)
    typed = {"region": city.pk, "year": 2022, "quarter": 2, "source": "deliverables", "share_percent": "20"}

    shown = client.post(CREATE, typed, headers={"accept-language": "en"})
    assert "Population: 9 records" in text_of(shown)
    assert "2 are drawn" in text_of(shown)
    assert not Draw.objects.exists()
    seen = BeautifulSoup(shown.content, "html.parser").select_one("input[name=seen]")["value"]

    # Somebody accepts one more in between: it is shown again and nothing is drawn.
    make_deliverable(make_station(accepted[0].station.township), accepted_on=ACCEPTED_ON)
    again = client.post(CREATE, typed | {"seen": seen}, headers={"accept-language": "en"})
    assert "Population: 10 records" in text_of(again)
    assert not Draw.objects.exists()
    seen = BeautifulSoup(again.content, "html.parser").select_one("input[name=seen]")["value"]
    client.post(CREATE, typed | {"seen": seen})

    draw = Draw.objects.get()
    assert (draw.size, draw.population_sha256, draw.drawn_by) == (2, seen, auditor)
    page = client.get(draw.get_absolute_url(), headers={"accept-language": "en"})
    for item in draw.items.all():
        assert item.name in text_of(page)
        visit = reverse("oversight:draw-visit", args=[draw.code, item.code])
        day = "2022-07-05"
        client.post(visit, {"starts_on": day, "ends_on": day, "inspectors": "抽查组"})
        item.refresh_from_db()
        Inspection.objects.filter(pk=item.inspection_id).update(
            status="concluded", concluded_on=date(2022, 7, 6), summary="与记录一致"
        )
    close = reverse("oversight:draw-close", args=[draw.code])
    assert close in client.get(draw.get_absolute_url()).content.decode()
    client.post(close, {"on": timezone.localdate(), "note": "两处均属实"})
    page = text_of(client.get(draw.get_absolute_url()))
    assert "与记录一致" in page
    assert "两处均属实" in page


def test_a_form_asks_for_a_number_or_a_share(accepted, city, auditor, client_of):
    typed = {"region": city.pk, "year": 2022, "quarter": 2, "source": "deliverables"}
    for wrong in ({}, {"size": 2, "share_percent": 10}):
        answer = client_of(auditor).post(CREATE, typed | wrong, headers={"accept-language": "en"})
        assert "one of the two" in text_of(answer)


def test_the_list_costs_the_same_for_one_draw_and_for_several(
    accepted, city, taocheng, zaoqiang, auditor, client_of, count_queries
):
    client, address = client_of(auditor), reverse("oversight:draw-list")
    make_draw(city, accepted[0])
    one = count_queries(client, address)
    for region in (taocheng, zaoqiang):
        make_draw(region, accepted[1])
    assert count_queries(client, address) == one


# The database


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": 2}, "why it is drawn again"),
        ({"reason": "再抽"}, "why it is drawn again"),
        ({"size": 0}, "At least one is drawn|greater than or equal"),
        ({"closed_on": date(2022, 8, 1)}, "has its day and what came of it"),
        ({"seed": ""}, "keeps its seed|blank"),
        ({"quarter": 5}, "four quarters|less than or equal"),
    ],
)
def test_what_no_draw_may_be_is_refused_by_the_model_and_by_the_database(wrong, sentence, accepted, city):
    draw = make_draw(city, accepted[0])
    for name, value in wrong.items():
        setattr(draw, name, value)
    with pytest.raises(ValidationError, match=re.compile(sentence)):
        draw.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(**wrong)


def test_two_open_draws_of_a_quarter_and_one_number_twice_are_refused_by_the_database(accepted, city):
    draw = make_draw(city, accepted[0])
    with pytest.raises(ValidationError, match="is open; close it first"):
        make_draw(city, accepted[1], number=2, reason="再抽")
    draw.pk, draw.code = None, "DR-2022Q2-009"
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.bulk_create([draw])
    item = DrawItem.objects.get()
    item.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        DrawItem.objects.bulk_create([item])
