"""What a division is: its rules, its subtree, what is valid when."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from regions.models import Region
from tests.regions.factories import make_region

pytestmark = pytest.mark.django_db


def test_a_subtree_is_a_range_of_paths(city, taocheng, zaoqiang, hedong, zaoqiang_town):
    assert set(Region.objects.under(taocheng)) == {taocheng, hedong}
    assert set(Region.objects.under(city)) == {city, taocheng, zaoqiang, hedong, zaoqiang_town}


def test_a_neighbour_whose_code_begins_alike_is_not_below(city, taocheng):
    make_region("131103", "冀州区")

    assert set(Region.objects.under(taocheng)) == {taocheng}


@pytest.mark.parametrize(
    ("code", "level"), [("1311", "city"), ("131102002", "county"), ("13110200A", "township")]
)
def test_a_code_that_does_not_fit_its_level_is_refused(code, level):
    with pytest.raises(ValidationError, match="6 digits down to the county"):
        Region(code=code, name="某地", level=level, kind="镇").full_clean()


def test_the_path_follows_from_the_code():
    region = Region(code="131102", name="桃城区", level="county", kind="市辖区")
    region.full_clean()

    assert region.path == "131102"


CONSTRAINTS = [
    ({"level": "district"}, "is not a valid choice"),
    ({"level": "county", "code": "131102", "counts_for_coverage": True}, "Only townships"),
    ({"valid_from": date(2023, 6, 30), "valid_to": date(2023, 6, 29)}, "cannot end before"),
]


@pytest.mark.parametrize(("wrong", "message"), CONSTRAINTS)
def test_a_broken_rule_is_a_sentence(wrong, message):
    fields = {
        "code": "131102002",
        "name": "河东街道",
        "level": "township",
        "kind": "街道",
        "path": "131102002",
    }

    with pytest.raises(ValidationError, match=message):
        Region(**{**fields, **wrong}).full_clean()


@pytest.mark.parametrize(("wrong", "message"), CONSTRAINTS)
def test_a_broken_rule_is_refused_by_the_database(wrong, message):
    fields = {
        "code": "131102002",
        "name": "河东街道",
        "level": "township",
        "kind": "街道",
        "path": "131102002",
    }

    with pytest.raises(IntegrityError, match="regions_region_"), transaction.atomic():
        Region.objects.create(**{**fields, **wrong})


@pytest.mark.parametrize(
    ("user", "seen"),
    [
        ("city_admin", {"131100", "131102", "131121", "131102002", "131121100"}),
        ("taocheng_officer", {"131102", "131102002"}),
        ("hedong_officer", {"131102002"}),
        ("zaoqiang_officer", {"131121", "131121100"}),
    ],
)
def test_everybody_sees_what_lies_below_their_own_region(user, seen, request, hedong, zaoqiang_town):
    user = request.getfixturevalue(user)

    assert {region.code for region in Region.objects.visible_to(user)} == seen
