"""Who may do what where."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import RoleAssignment, User
from accounts.models.user import outermost
from accounts.roles import GRANTS, Role, allows
from regions.models import Region
from tests.accounts.factories import make_user
from tests.regions.factories import make_region

pytestmark = pytest.mark.django_db


def test_nobody_may_delete():
    for floors in GRANTS.values():
        for actions in floors.values():
            assert "delete" not in actions


@pytest.mark.parametrize(
    ("role", "permission", "allowed"),
    [
        (Role.MUNICIPAL_ADMIN, "accounts.change_user", True),
        (Role.COUNTY_OFFICER, "accounts.view_user", False),
        (Role.COUNTY_OFFICER, "stations.accept_deliverable", True),
        (Role.TOWNSHIP_OFFICER, "stations.accept_deliverable", False),
        (Role.TOWNSHIP_OFFICER, "funding.view_budget", True),
        (Role.TOWNSHIP_OFFICER, "funding.add_budget", False),
        (Role.AUDITOR, "funding.view_expenditure", True),
        (Role.AUDITOR, "stations.change_station", False),
        (Role.VIEWER, "stations.view_station", True),
        (Role.VIEWER, "funding.view_budget", False),
    ],
)
def test_a_role_includes_what_its_table_says(role, permission, allowed):
    assert allows(role, permission) is allowed


def test_paths_below_another_one_are_not_counted_twice():
    assert outermost(["131102002", "1311", "131102", "1401"]) == ("1311", "1401")


def test_a_permission_holds_only_where_its_role_does(taocheng, zaoqiang):
    user = make_user("two", Role.COUNTY_OFFICER, taocheng)
    RoleAssignment.objects.create(user=user, role=Role.VIEWER, region=zaoqiang)

    assert user.paths_for("stations.view_station") == ("131102", "131121")
    assert user.paths_for("stations.change_station") == ("131102",)
    assert user.paths_for("funding.view_budget") == ("131102",)


def test_a_record_is_allowed_exactly_where_the_list_has_it(taocheng_officer, taocheng, zaoqiang):
    assert taocheng_officer.has_perm("regions.view_region", taocheng)
    assert not taocheng_officer.has_perm("regions.view_region", zaoqiang)
    assert not taocheng_officer.has_perm("regions.change_region", taocheng)


def test_who_holds_no_role_sees_nothing(taocheng):
    nobody = make_user("nobody")

    assert not Region.objects.visible_to(nobody).exists()
    assert not nobody.has_perm("regions.view_region")
    assert not nobody.has_module_perms("regions")


def test_who_has_not_signed_in_sees_nothing(taocheng):
    assert not Region.objects.visible_to(AnonymousUser()).exists()


def test_a_blocked_account_sees_nothing(taocheng_officer, taocheng):
    taocheng_officer.is_active = False

    assert not Region.objects.visible_to(taocheng_officer).exists()
    assert not taocheng_officer.has_perm("regions.view_region")


def test_the_successor_of_an_assigned_division_is_in_scope(taocheng):
    new = make_region("131102105", "某镇")
    old = make_region("131102205", "某乡", successor=new)
    user = make_user("town", Role.TOWNSHIP_OFFICER, old)

    assert set(Region.objects.visible_to(user)) == {old, new}


def test_scope_costs_one_query_a_request(taocheng_officer, django_assert_num_queries):
    user = User.objects.get(pk=taocheng_officer.pk)

    with django_assert_num_queries(1):
        user.paths_for("stations.view_station")
        user.has_perm("funding.view_budget")
        user.paths_for("regions.view_region")


def test_the_same_role_in_the_same_place_is_held_once(taocheng_officer, taocheng):
    again = RoleAssignment(user=taocheng_officer, role=Role.COUNTY_OFFICER, region=taocheng)

    with pytest.raises(ValidationError, match="already has this role"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_an_unknown_role_is_refused(taocheng_officer, taocheng):
    unknown = RoleAssignment(user=taocheng_officer, role="king", region=taocheng)

    with pytest.raises(ValidationError, match="is not a valid choice"):
        unknown.full_clean()
    with pytest.raises(IntegrityError, match="accounts_roleassignment_role_known"), transaction.atomic():
        unknown.save()


def test_accounts_are_looked_after_by_those_whose_region_covers_all_their_roles(
    city_admin, taocheng_officer, taocheng, zaoqiang
):
    county_admin = make_user("county-admin", Role.MUNICIPAL_ADMIN, taocheng)
    both = make_user("both", Role.VIEWER, taocheng)
    RoleAssignment.objects.create(user=both, role=Role.VIEWER, region=zaoqiang)
    newcomer = make_user("newcomer")
    make_user("root", is_superuser=True)

    assert set(User.objects.visible_to(county_admin)) == {county_admin, taocheng_officer, newcomer}
    assert set(User.objects.visible_to(city_admin)) == {
        city_admin,
        taocheng_officer,
        county_admin,
        both,
        newcomer,
    }
