"""Roles in the admin: given, changed and taken away only where the giver may."""

import pytest
from django.urls import reverse

from accounts.models import RoleAssignment
from accounts.roles import Role
from tests.accounts.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def keeper(taocheng, city):
    """Looks after the accounts of a county and, as a viewer, sees the whole city."""
    keeper = make_user("keeper", Role.MUNICIPAL_ADMIN, taocheng, is_staff=True)
    RoleAssignment.objects.create(user=keeper, role=Role.VIEWER, region=city)
    return keeper


def typed(person, *rows, kept=0):
    """The form of an account with its roles, as the admin sends it."""
    data = {"username": person.username, "full_name": "", "email": "", "is_active": "on"}
    data |= {"role_assignments-TOTAL_FORMS": len(rows), "role_assignments-INITIAL_FORMS": kept}
    for number, row in enumerate(rows):
        data |= {f"role_assignments-{number}-{name}": value for name, value in row.items()}
    return data


def path_of(person):
    return reverse("admin:accounts_user_change", args=[person.pk])


def test_a_role_is_not_given_where_the_giver_only_looks(keeper, city, taocheng, client_of):
    person = make_user("person")
    client = client_of(keeper)

    answer = client.post(path_of(person), typed(person, {"role": Role.MUNICIPAL_ADMIN, "region": city.pk}))

    assert answer.status_code == 200
    assert not person.role_assignments.exists()
    client.post(path_of(person), typed(person, {"role": Role.COUNTY_OFFICER, "region": taocheng.pk}))
    assert person.role_assignments.get().region == taocheng


def test_the_search_for_a_region_offers_those_where_a_role_may_be_given(keeper, city, taocheng, client_of):
    asked = {"app_label": "accounts", "model_name": "roleassignment", "field_name": "region", "term": ""}

    found = client_of(keeper).get(reverse("admin:autocomplete"), asked).json()["results"]

    assert str(taocheng.pk) in {one["id"] for one in found}
    assert str(city.pk) not in {one["id"] for one in found}


def test_an_administrator_of_the_city_gives_and_takes_roles(city_admin, taocheng, client_of):
    person = make_user("person", Role.COUNTY_OFFICER, taocheng)
    role = person.role_assignments.get()
    row = {"id": role.pk, "user": person.pk, "role": role.role, "region": taocheng.pk, "DELETE": "on"}

    client_of(city_admin).post(path_of(person), typed(person, row, kept=1))

    assert not person.role_assignments.exists()
