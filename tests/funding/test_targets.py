"""Money of an allocation is for at most one thing: a station, a deliverable, an agency or a course."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from funding.models import Allocation
from tests.funding.factories import make_allocation, new_allocation
from tests.personnel.training import make_course
from tests.stations.factories import make_agency, make_deliverable

pytestmark = pytest.mark.django_db


@pytest.fixture
def targets(station, hedong, taocheng):
    return {
        "station": station,
        "deliverable": make_deliverable(station),
        "agency": make_agency(taocheng),
        "course": make_course(hedong),
    }


@pytest.mark.parametrize("name", ["station", "deliverable", "agency", "course"])
def test_money_is_given_to_one_thing_on_the_page(name, targets, budget, hedong, city_admin, client_of):
    form = {
        "region": hedong.code,
        name: targets[name].code,
        "category": "training",
        "purpose": "培训",
        "amount_yuan": "500.00",
        "on": "2022-02-01",
    }

    client_of(city_admin).post(reverse("funding:budget-allocate", args=[budget.code]), form)

    entry = Allocation.objects.get()
    assert Allocation.objects.with_targets_for(city_admin).get().target == targets[name]
    page = client_of(city_admin).get(entry.get_absolute_url()).content.decode()
    assert str(targets[name]) in page
    (listed,) = client_of(city_admin).get("/api/v1/allocations/").json()["results"]
    assert {key: listed[key] for key in targets if listed[key]} == {name: targets[name].code}


def test_two_things_at_once_are_refused(targets, budget, hedong):
    entry = new_allocation(budget, hedong, station=targets["station"], course=targets["course"])
    with pytest.raises(ValidationError, match="Money is for one thing"):
        entry.full_clean()
    entry.code = "A-X-1"
    with pytest.raises(IntegrityError, match="one_target"), transaction.atomic():
        entry.save()


def test_a_course_is_one_of_the_receiving_region(budget, hedong, zaoqiang):
    entry = new_allocation(budget, hedong, course=make_course(zaoqiang))
    with pytest.raises(ValidationError, match="Choose a course that the receiving region holds"):
        entry.full_clean()


def test_an_agency_out_of_scope_is_not_named(budget, hedong, zaoqiang, hedong_officer, client_of):
    stranger = make_agency(zaoqiang, name="枣强县机构")
    entry = make_allocation(budget, hedong, agency=stranger)
    client = client_of(hedong_officer)
    assert stranger.name not in client.get(entry.get_absolute_url()).content.decode()
    assert client.get(f"/api/v1/allocations/{entry.code}/").json()["agency"] is None
