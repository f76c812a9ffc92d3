"""Each constraint twice: as a message of full_clean, and in the database itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from stations.models import (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    ServiceModel,
    Stage,
    StandardAnswer,
    StandardItem,
    Station,
)
from tests.accounts.factories import make_user
from tests.stations.factories import (
    make_agency,
    make_answer,
    make_community,
    make_deliverable,
    make_engagement,
    make_interruption,
    make_milestone,
    make_service_model,
    make_standard,
)

DAY = date(2022, 3, 1)
EARLIER = date(2022, 2, 1)


def agency(world, **changes):
    values = {
        "code": "AG-X",
        "name": "某机构",
        "uscc": "52131100MJ01234563",
        "registration_level": "county",
        "founder_type": "other",
        "status": "active",
        "registered_on": DAY,
        "home_region": world["region"],
    }
    return Agency(**values | changes)


def item(world, **changes):
    values = {"standard": world["standard"], "order": 9, "code": "i9", "text": "有制度"}
    return StandardItem(**values | changes)


def second_answer(world):
    asked = world["standard"].items.get()
    make_answer(world["station"], asked, "yes")
    return StandardAnswer(station=world["station"], item=asked, value="no", answered_on=DAY)


def evidence(**changes):
    values = {
        "title": "照片",
        "file": "x",
        "content_type": "image/png",
        "size_bytes": 1,
        "sha256": "0" * 64,
    }
    return Evidence(**values | changes)


def the_same_again(**owner):
    evidence(**owner).save()
    return evidence(**owner)


def station(world, **changes):
    values = {
        "code": "ST-X",
        "name": "某站",
        "township": world["region"],
        "service_model": world["model"],
        "venue_type": "own",
    }
    return Station(**values | changes)


def deliverable(world, **changes):
    part = world["model"].components.get(code=changes.pop("part", "PLATFORM"))
    values = {"code": "DV-X", "name": "某项", "station": world["station"], "component": part}
    return Deliverable(**values | changes)


def accepted(world, **changes):
    one, two = make_user("one"), make_user("two")
    values = {
        "status": "accepted",
        "reported_on": DAY,
        "reported_by": one,
        "accepted_on": DAY,
        "accepted_by": two,
    }
    return deliverable(world, **values | changes)


def accepted_by_its_reporter(world):
    one = make_user("somebody")
    return accepted(world, reported_by=one, accepted_by=one)


def second_room(world):
    community = make_community(world["region"])
    make_deliverable(world["station"], component="COMMUNITY_ROOM", community=community)
    return deliverable(world, part="COMMUNITY_ROOM", community=community)


def second_operator(world):
    make_engagement(make_agency(world["region"]), world["station"])
    return Engagement(
        agency=make_agency(world["region"]), station=world["station"], role="operator", started_on=DAY
    )


def same_agency_again(world):
    first = make_engagement(make_agency(world["region"]), world["station"], role="supporter")
    return Engagement(agency=first.agency, station=first.station, role="supporter", started_on=DAY)


def second_interruption(world):
    make_interruption(world["station"])
    return Interruption(station=world["station"], kind="closed", reason="撤并", started_on=DAY)


def second_milestone(world):
    make_milestone(world["station"])
    return Milestone(station=world["station"], stage=Stage.PLANNED)


def reached(world, **changes):
    values = {"stage": Stage.FUNDED, "achieved_on": DAY, "counts_from": DAY}
    milestone = Milestone(station=world["station"], **values | changes)
    # Its rules would set right what is wrong here.
    milestone.clean = lambda: None
    return milestone


def confirmed_by_its_reporter(world):
    one = make_user("one")
    return reached(world, reported_on=DAY, reported_by=one, confirmed_on=DAY, confirmed_by=one)


def interrupted_by_one(world):
    one = make_user("one")
    stop = Interruption(station=world["station"], kind="suspended", reason="装修", started_on=DAY)
    stop.reported_by = stop.confirmed_by = one
    stop.confirmed_on = DAY
    return stop


def component(world, **changes):
    values = {"service_model": make_service_model("NEW", []), "order": 1, "code": "A", "name": "甲"}
    return Component(**values | changes)


def taken_place(world, **changes):
    other = component(world)
    other.save()
    return component(world, service_model=other.service_model, **{"order": 2, "code": "B"} | changes)


CASES = {
    "stations_agency_registration_level_known": lambda world: agency(world, registration_level="village"),
    "stations_agency_founder_type_known": lambda world: agency(world, founder_type="nobody"),
    "stations_agency_status_dates": lambda world: agency(world, deregistered_on=DAY),
    "stations_agency_registered_period": lambda world: agency(
        world, status="deregistered", deregistered_on=EARLIER
    ),
    "stations_agency_uscc_once_registered": lambda world: agency(world, uscc=None),
    "stations_station_venue_type_known": lambda world: station(world, venue_type="tent"),
    "stations_station_stage_known": lambda world: station(world, stage=15),
    "stations_station_status_known": lambda world: station(world, status="lost", status_reason="?"),
    "stations_station_status_reason": lambda world: station(world, status="closed"),
    "stations_station_whole_position": lambda world: station(world, longitude="115.7"),
    "stations_engagement_role_known": lambda world: Engagement(
        agency=make_agency(world["region"]), station=world["station"], role="friend", started_on=DAY
    ),
    "stations_engagement_period": lambda world: Engagement(
        agency=make_agency(world["region"]),
        station=world["station"],
        role="supporter",
        started_on=DAY,
        ended_on=EARLIER,
    ),
    "stations_engagement_one_open_operator": second_operator,
    "stations_engagement_once_open": same_agency_again,
    "stations_interruption_kind_known": lambda world: Interruption(
        station=world["station"], kind="nap", reason="?", started_on=DAY
    ),
    "stations_interruption_period": lambda world: Interruption(
        station=world["station"], kind="closed", reason="撤并", started_on=DAY, ended_on=EARLIER
    ),
    "stations_interruption_one_open": second_interruption,
    "stations_milestone_once": second_milestone,
    "stations_milestone_stage_known": lambda world: Milestone(station=world["station"], stage=15),
    "stations_milestone_responsible_level_known": lambda world: Milestone(
        station=world["station"], stage=10, responsible_level="village"
    ),
    "stations_milestone_delay_cause_known": lambda world: Milestone(
        station=world["station"], stage=10, delay_cause="weather"
    ),
    "stations_servicemodel_version_once": lambda world: ServiceModel(
        code="X", name=world["model"].name, version=1, is_current=False
    ),
    "stations_servicemodel_one_current_version": lambda world: ServiceModel(
        code="X", name=world["model"].name, version=2
    ),
    "stations_component_place_once": lambda world: taken_place(world, order=1),
    "stations_component_code_once": lambda world: taken_place(world, code="A"),
    "stations_component_required_positive": lambda world: component(world, required=0),
    "stations_component_evidence_kind_known": lambda world: component(world, evidence_kind="film"),
    "stations_station_run_by_known": lambda world: station(world, run_by="nobody"),
    "stations_interruption_four_eyes": interrupted_by_one,
    "stations_milestone_period": lambda world: reached(world, counts_from=EARLIER),
    "stations_milestone_counts_once_reached": lambda world: reached(world, achieved_on=None, counts_from=DAY),
    "stations_milestone_confirmed_by_somebody": lambda world: reached(world, confirmed_on=DAY),
    "stations_milestone_four_eyes": confirmed_by_its_reporter,
    "stations_deliverable_status_known": lambda world: deliverable(world, status="lost"),
    "stations_deliverable_accepted_on_a_day": lambda world: accepted(world, accepted_on=None),
    "stations_deliverable_accepted_by_somebody": lambda world: accepted(world, accepted_by=None),
    "stations_deliverable_ended_after_accepted": lambda world: accepted(
        world, ended_on=DAY - timedelta(days=1)
    ),
    "stations_deliverable_four_eyes": accepted_by_its_reporter,
    "stations_deliverable_one_room_per_community": second_room,
    "stations_constructionstandard_version_once": lambda world: ConstructionStandard(
        code="X", name=world["standard"].name, version=1, valid_from=DAY
    ),
    "stations_constructionstandard_one_in_force": lambda world: ConstructionStandard(
        code="X", name="另一标准", valid_from=DAY, is_current=True
    ),
    "stations_standarditem_place_once": lambda world: item(world, order=1),
    "stations_standarditem_code_once": lambda world: item(world, code="i1"),
    "stations_standarditem_kind_known": lambda world: item(world, kind="guess"),
    "stations_standarditem_choices_of_a_choice": lambda world: item(world, kind="choice"),
    "stations_standarditem_fulfilling_of_a_choice": lambda world: item(world, fulfilling="有"),
    "stations_standarditem_minimum_of_a_number": lambda world: item(world, minimum=3),
    "stations_standardanswer_once": second_answer,
    "stations_evidence_shows_one_thing": lambda world: evidence(),
    "stations_evidence_removed_by_somebody": lambda world: evidence(
        deliverable=make_deliverable(world["station"]), removed_at=datetime(2022, 6, 1, tzinfo=UTC)
    ),
    "stations_evidence_once_per_deliverable": lambda world: the_same_again(
        deliverable=make_deliverable(world["station"])
    ),
    "stations_evidence_once_per_milestone": lambda world: the_same_again(
        milestone=make_milestone(world["station"])
    ),
}
MODELS = (
    Agency,
    Component,
    ConstructionStandard,
    Deliverable,
    Engagement,
    Evidence,
    Interruption,
    Milestone,
    ServiceModel,
    StandardAnswer,
    StandardItem,
    Station,
)
CONSTRAINTS = {one.name: one for model in MODELS for one in model._meta.constraints}


@pytest.fixture
def world(station, hedong):
    return {
        "station": station,
        "region": hedong,
        "model": station.service_model,
        "standard": make_standard({}),
    }


def test_every_constraint_has_a_case():
    assert set(CASES) == set(CONSTRAINTS)


@pytest.mark.parametrize("name", CASES)
def test_full_clean_refuses_what_breaks_the_constraint(world, name):
    record = CASES[name](world)
    with pytest.raises(ValidationError):
        record.full_clean()
    with pytest.raises(ValidationError) as refusal:
        record.validate_constraints()
    assert str(CONSTRAINTS[name].violation_error_message) in refusal.value.messages


@pytest.mark.parametrize("name", CASES)
def test_the_database_refuses_what_breaks_the_constraint(world, name):
    record = CASES[name](world)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(record).objects.bulk_create([record])
