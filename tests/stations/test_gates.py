"""What the portal can count before a stage is reached, and the rules that ask for it once switched on."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse

from stations.models import ConstructionStandard, Evidence, GateRule, Milestone, Stage
from stations.rules import gates
from tests.funding.factories import make_allocation, make_budget
from tests.services.factories import make_record
from tests.stations import files
from tests.stations.factories import make_answer, make_milestone, make_standard, make_station

ON = date(2022, 6, 30)
EARLY = date(2021, 1, 1)
# Of people and agencies; the others a municipal administrator may switch on.
BY_DEFAULT = {"operator", "full_time_staff", "certified_staff"}
SENTENCES = {
    "site": "Address and area recorded: at least 1 needed, 0 on",
    "money_allocated": "Money allocated to the station: at least 1 needed, 0 on",
    "standard_met": "Mandatory items of the construction standard fulfilled: at least 1 needed, 0 on",
    "stage_photo": "Photo or document of the stage: at least 1 needed, 0 on",
    "service_record": "Services recorded: at least 1 needed, 0 on",
}


@pytest.fixture
def station(hedong):
    return make_station(hedong)


@pytest.fixture
def rules(db):
    """The rules as the migration makes them."""
    GateRule.objects.all().delete()
    import_module("stations.migrations.0001_tables").add_gate_rules(apps, None)
    return {rule.check_code: rule for rule in GateRule.objects.all()}


def switch_on(rule):
    rule.is_active = True
    rule.full_clean()
    rule.save()


def achieve(station, stage, on=ON):
    milestone = Milestone.objects.filter(station=station, stage=stage).first()
    milestone = milestone or Milestone(station=station, stage=stage)
    milestone.achieved_on = on
    milestone.full_clean()
    milestone.save()


def complete_site(station):
    station.address, station.area_m2 = "人民路1号", 120
    station.full_clean()
    station.save()


def fulfil_standard(station):
    standard = ConstructionStandard.objects.first() or make_standard({}, {"is_mandatory": False})
    first = standard.items.get(order=1)
    make_answer(station, first, "yes", answered_on=date(2022, 6, 15))


def allocate(station):
    make_allocation(make_budget(station.township.parent), station.township, station=station)


def photograph(station):
    milestone = make_milestone(station, stage=Stage.OPENED)
    evidence = Evidence(milestone=milestone, title="揭牌", file=files.upload(files.PNG))
    evidence.full_clean()
    evidence.save()


MEET = {
    "site": complete_site,
    "money_allocated": allocate,
    "standard_met": fulfil_standard,
    "stage_photo": photograph,
    "service_record": lambda station: make_record(station, served_on=date(2022, 6, 15)),
}


def test_of_the_rules_to_switch_on_only_that_of_the_site_holds_from_the_start(rules):
    assert {code for code, rule in rules.items() if rule.is_active} == {"site", *BY_DEFAULT}
    assert set(rules) == {*SENTENCES, *BY_DEFAULT}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_rule_that_is_switched_on_refuses_with_its_sentence_until_it_is_met(code, rules, station):
    switch_on(rules[code])
    make_standard({}, {"is_mandatory": False})
    with pytest.raises(ValidationError) as refusal:
        achieve(station, rules[code].stage)
    assert any(message.startswith(SENTENCES[code]) for message in refusal.value.messages)
    assert "a municipal administrator can change the rule" in refusal.value.messages[-1]

    MEET[code](station)

    achieve(station, rules[code].stage)


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "site"])
def test_a_rule_that_is_switched_off_asks_for_nothing(code, rules, station):
    achieve(station, rules[code].stage)


@pytest.mark.parametrize("code", ["standard_met", "service_record", "money_allocated"])
def test_what_came_later_does_not_count_on_an_earlier_day(code, rules, station):
    switch_on(rules[code])
    MEET[code](station)
    with pytest.raises(ValidationError, match="at least 1 needed, 0 on"):
        achieve(station, rules[code].stage, on=EARLY)


def test_a_photo_of_another_stage_does_not_count(rules, station):
    switch_on(rules["stage_photo"])
    photograph(station)
    rules["stage_photo"].stage = Stage.FITTED
    rules["stage_photo"].save()

    with pytest.raises(ValidationError, match="Photo or document of the stage"):
        achieve(station, Stage.FITTED)


def test_a_photo_that_was_removed_does_not_count(rules, station, hedong_officer):
    switch_on(rules["stage_photo"])
    photograph(station)
    Evidence.objects.update(removed_at="2022-06-16T00:00Z", removed_by=hedong_officer)

    with pytest.raises(ValidationError, match="Photo or document of the stage"):
        achieve(station, Stage.OPENED)


def test_a_service_that_was_withdrawn_does_not_count(rules, station):
    switch_on(rules["service_record"])
    make_record(station, served_on=date(2022, 6, 1), withdrawn_on=ON, withdrawn_reason="重复")

    with pytest.raises(ValidationError, match="Services recorded"):
        achieve(station, Stage.OPERATING)


def test_a_standard_with_an_item_that_fails_is_not_met(rules, station):
    switch_on(rules["standard_met"])
    standard = make_standard({}, {})
    make_answer(station, standard.items.get(order=1), "yes")
    make_answer(station, standard.items.get(order=2), "no")

    with pytest.raises(ValidationError, match="Mandatory items"):
        achieve(station, Stage.FITTED)


@pytest.mark.parametrize("code", [code for code, check in gates.CHECKS.items() if check.periods])
def test_a_check_asks_the_same_for_many_stations(code, hedong, django_assert_num_queries):
    stations = [make_station(hedong, name=f"第{number}站") for number in range(3)]
    number = 2 if code in ("standard_met", "operator") else 1
    make_standard({})

    with django_assert_num_queries(number):
        list(gates.CHECKS[code].periods([stations[0].pk]))
    with django_assert_num_queries(number):
        list(gates.CHECKS[code].periods([station.pk for station in stations]))


def test_the_page_refuses_in_the_rules_own_words(rules, station, taocheng_officer, client_of):
    page = reverse("stations:milestone-achieve", args=[station.code, Stage.SITE_CONFIRMED])

    answer = client_of(taocheng_officer).post(page, {"on": ON.isoformat()})

    assert "Address and area recorded: at least 1 needed, 0 on 2022-06-30." in answer.text
