"""No form lets a constraint break in the database, whatever fields it leaves out."""

import importlib
import pkgutil

import pytest
from django import forms
from django.contrib import admin
from django.test import RequestFactory

from core.admin import ScopedAdmin
from core.forms import WholeModelForm
from stations.models import Deliverable
from tests.stations.factories import make_community, make_deliverable, make_station

pytestmark = pytest.mark.django_db

FLOORS = ("accounts", "exchange", "stations", "personnel", "services", "funding", "oversight", "reports")


def all_below(cls):
    """Every class that descends from this one."""
    return {one for below in cls.__subclasses__() for one in ({below} | all_below(below))}


def own_forms():
    """The forms of records that our floors declare."""
    for floor in FLOORS:
        for module in pkgutil.walk_packages(importlib.import_module(floor).__path__, f"{floor}."):
            if {"forms", "admin", "views"} & set(module.name.split(".")):
                importlib.import_module(module.name)
    return [one for one in all_below(forms.ModelForm) if one.__module__.startswith(FLOORS)]


def test_every_form_of_a_record_asks_all_its_constraints():
    assert [one for one in own_forms() if not issubclass(one, WholeModelForm)] == []


OURS = [
    model
    for model, site in admin.site._registry.items()
    if isinstance(site, ScopedAdmin) and model._meta.app_label in FLOORS
]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_every_form_of_the_admin_asks_all_constraints(model, city_admin):
    request = RequestFactory().get("/")
    request.user = city_admin
    site = admin.site._registry[model]
    if not (site.has_add_permission(request) or site.has_change_permission(request)):
        return

    assert issubclass(site.get_form(request), WholeModelForm)
    for inline in site.get_inline_instances(request):
        assert issubclass(inline.get_formset(request).form, WholeModelForm)


def test_a_second_room_of_a_community_is_refused_beside_the_field(hedong, client_of, hedong_officer):
    station, community = make_station(hedong), make_community(hedong)
    make_deliverable(station, component="COMMUNITY_ROOM", community=community)
    component = station.service_model.components.get(code="COMMUNITY_ROOM")
    typed = {"component": component.pk, "name": "又一间", "community": community.pk}

    answer = client_of(hedong_officer).post(f"/stations/{station.code}/deliverables/new/", typed)

    assert answer.status_code == 200
    assert answer.context["form"].errors["community"]
    assert Deliverable.objects.count() == 1


def test_a_room_is_not_moved_to_a_community_that_has_one(hedong, client_of, hedong_officer):
    station, taken, free = make_station(hedong), make_community(hedong), make_community(hedong)
    make_deliverable(station, component="COMMUNITY_ROOM", community=taken)
    room = make_deliverable(station, component="COMMUNITY_ROOM", community=free, name="另一间")
    typed = {"component": room.component_id, "name": "另一间", "community": taken.pk}

    answer = client_of(hedong_officer).post(f"/deliverables/{room.code}/edit/", typed)

    assert answer.context["form"].errors["community"]
    room.refresh_from_db()
    assert room.community == free
