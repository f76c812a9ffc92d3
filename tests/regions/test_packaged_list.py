"""The packaged list of Hengshui's divisions."""

import pytest
from django.core.management import call_command
from django.db.models import Q

from regions.models import Boundary, Region
from tests.loaded import kept_for_module


@pytest.fixture(scope="module", autouse=True)
def packaged(django_db_setup, django_db_blocker):
    with kept_for_module(django_db_blocker):
        call_command("load_regions", verbosity=0)
        yield


pytestmark = pytest.mark.django_db


def test_the_packaged_list_has_the_divisions_of_hengshui():
    assert Region.objects.filter(level="county").count() == 13
    assert Region.objects.filter(level="township").count() == 129
    assert Region.objects.counting().count() == 118
    assert Region.objects.communities().count() == 5118


def test_populations_of_the_units_add_up_to_the_city():
    units = Region.objects.filter(level="county")

    assert sum(unit.population for unit in units) == Region.objects.get(code="131100").population == 4212933


def test_eleven_counties_have_an_outline_and_the_zones_have_none():
    without = Region.objects.filter(level="county", boundary__isnull=True)

    assert Boundary.objects.count() == 11
    assert set(without.values_list("code", flat=True)) == {"131171", "131172"}


def test_both_groupings_are_kept():
    zone, taocheng = Region.objects.get(code="131171"), Region.objects.get(code="131102")
    damasen = Region.objects.get(code="131171201")

    assert damasen in Region.objects.under(zone)
    assert damasen not in Region.objects.under(taocheng)
    by_law = Q(legal_parent=taocheng) | Q(legal_parent__isnull=True, parent=taocheng)
    assert damasen in Region.objects.filter(by_law)
    assert Region.objects.counting().filter(by_law).count() == 10


def test_hedong_has_eight_residents_communities():
    hedong = Region.objects.get(code="131102002")

    assert Region.objects.under(hedong).communities().filter(kind="居委会").count() == 8


def test_loading_again_changes_nothing():
    before = list(Region.objects.order_by("pk").values())
    versions = Region.history.count()

    call_command("load_regions")

    assert list(Region.objects.order_by("pk").values()) == before
    assert Region.history.count() == versions


def test_loading_again_asks_no_more_for_more_divisions(django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        call_command("load_regions")
