"""An officer of 桃城区 finds nothing of 枣强县: no name, row, count, choice or file, by any door.

Every record of 枣强县 carries its name, so that a leak is seen in any text.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from accounts.actions.saved_filter import list_of
from accounts.roles import Role
from tests.accounts.factories import make_user
from tests.nouns import NOUNS
from tests.nouns.pages import OF_LIBRARIES
from tests.routes import CITY_ONLY, ROUTES, VERBS, address, routes_of, takes_code, text_of
from tests.test_architecture import NOUNS as MODELS

OTHER = "枣强"
# Lists that leave as they are, and pages of several floors that do; people leave by POST, see
# tests/test_personal_data.py.
LISTS = [
    *(route for route in ROUTES if list_of(route) and f"{route.removesuffix('-list')}-export" not in ROUTES),
    "reports:services",
    "reports:matrix",
    "reports:indicator-detail",
    "reports:monthlyreturn-list",
]
ASKED = [
    route
    for route in ROUTES
    if not route.startswith(("admin:", *OF_LIBRARIES))
    # Where an agency is chosen the neighbours' are offered too; see tests/stations/test_engaging.py.
    and route not in {"set_language", "healthz", "readyz", "stations:engage"} | VERBS | CITY_ONLY
]
# Routes about a record of a county, not about an indicator or the model all counties share.
OF_A_COUNTY = {route for noun in NOUNS if not noun.is_shared for route in routes_of(noun)}
RECORDS = [
    route for route in ASKED if takes_code(route) and (route in OF_A_COUNTY or route.startswith("changes:"))
]


@pytest.fixture
def own_path(route, cast):
    return address(route, cast.arguments[0])


@pytest.fixture
def officer(answers):
    return answers.clients["editor"]


@pytest.fixture
def staff(cast):
    """A county officer whom somebody let into the admin: even there the scope holds."""
    return make_user("staff", Role.COUNTY_OFFICER, cast.world.county, is_staff=True)


@pytest.fixture
def staff_officer(staff, client_of):
    return client_of(staff)


@pytest.mark.parametrize("route", ASKED)
def test_no_page_and_no_endpoint_names_the_other_county(route, own_path, answers):
    *_way, answer = answers.followed("editor", own_path)

    assert answer.status == 200
    assert OTHER not in answer.text


@pytest.mark.parametrize("route", RECORDS)
def test_the_other_countys_records_are_not_found(route, cast, answers):
    answer = answers.of("editor", address(route, cast.arguments[1]))

    assert answer.status == 404
    assert OTHER not in answer.text


@pytest.mark.parametrize("file_type", ["csv", "xlsx"])
@pytest.mark.parametrize("route", LISTS)
def test_no_file_holds_the_other_county(route, file_type, own_path, answers):
    answer = answers.of("editor", own_path, {"export": file_type})

    assert answer.status == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert OTHER not in answer.text


@pytest.mark.parametrize(
    "query", [{"region": "131121"}, {"region": "131121100"}, {"q": OTHER}, {"name": OTHER}]
)
@pytest.mark.parametrize("route", LISTS)
def test_no_filter_reaches_the_other_county(route, query, own_path, answers):
    answer = answers.of("editor", own_path, query)

    typed = query.get("q") or query.get("name")
    assert answer.status in (200, 400, 404)
    assert answer.text.count(OTHER) <= answer.text.count(f'"{typed}"')


def test_the_counts_are_those_of_the_own_county(officer):
    for noun in ("stations", "agencies", "contracts", "inspections", "findings"):
        assert officer.get(f"/api/v1/{noun}/").json()["count"] == 1
    # And the person whose numbers nobody is told.
    assert officer.get("/api/v1/workers/").json()["count"] == 2
    # One for the chain and one for what is unusual.
    for noun in ("allocations", "expenditures"):
        assert officer.get(f"/api/v1/{noun}/").json()["count"] == 2
    # And two for the money carried over.
    assert officer.get("/api/v1/budgets/").json()["count"] == 4


@pytest.mark.parametrize("model", [model for model in MODELS if model in admin.site._registry], ids=str)
def test_the_admin_keeps_to_the_scope_too(model, staff, staff_officer):
    route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    foreign = model.objects.exclude(pk__in=model.objects.visible_to(staff)).first()

    listed = staff_officer.get(reverse(f"{route}_changelist"))
    assert listed.status_code in (200, 403)
    assert OTHER not in text_of(listed)
    if foreign:
        for page in ("change", "history"):
            answer = staff_officer.get(reverse(f"{route}_{page}", args=[foreign.pk]))
            assert answer.status_code in (302, 403, 404)
            assert OTHER not in text_of(answer)


def test_choices_of_the_admins_forms_keep_to_the_scope(staff_officer):
    for model in MODELS:
        if model not in admin.site._registry:
            continue
        form = staff_officer.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
        assert form.status_code in (200, 403)
        assert OTHER not in text_of(form)


def test_the_admins_search_for_related_records_keeps_to_the_scope(staff_officer):
    asked = {"term": OTHER, "app_label": "stations", "model_name": "station", "field_name": "township"}

    assert staff_officer.get(reverse("admin:autocomplete"), asked).json()["results"] == []


def test_the_admin_is_closed_to_officers(officer):
    assert officer.get("/admin/").status_code in (302, 403)
    assert officer.get("/admin/stations/station/").status_code in (302, 403)
