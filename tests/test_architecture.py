"""The house stands as drawn: foreign keys point down, every noun is scoped, kept and administered."""

import ast
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from core.scope import ScopedQuerySet

HOUSE = Path(__file__).resolve().parent.parent
FLOORS = [
    *("core", "regions", "accounts", "exchange", "policies", "stations", "personnel", "services", "funding"),
    *("indicators", "planning", "oversight", "reports", "demo", "hengshui_portal"),
]
# The rooms that every floor may have; each is one module, or a package with a module a noun.
ROOMS = {
    *("models", "rules", "actions", "forms", "filters", "tables", "views", "urls", "admin", "resources"),
    *("histories", "api", "migrations", "management", "checks", "apps", "triggers"),
    # What Django asks for by this name.
    "templatetags",
}
API_ROOMS = {"serializers", "views", "urls", "verbs"}
MOST_NAMES = 20
STANDING = [floor for floor in FLOORS if apps.is_installed(floor)]
# A shelf of small tools, and the wiring: neither has nouns that could have rooms.
WITHOUT_ROOMS = {"core", "hengshui_portal"}
WITH_ROOMS = [floor for floor in STANDING if floor not in WITHOUT_ROOMS]
NOUNS = [
    model
    for floor in STANDING
    for model in apps.get_app_config(floor).get_models()
    if not model.__name__.startswith("Historical")
]
# A kept answer, an entry of the access log, the security log, the feed or the delivery log is itself history
# and never changes; a sum of a month follows its entries.
PARTS_WITHOUT_HISTORY = {
    *("Boundary", "Change", "ImportRow", "KeptAnswer", "MonthSum", "PersonalDataAccess", "SecurityEvent"),
    "WebhookDelivery",
}
PARTS_WITHOUT_ADMIN = {"Boundary", "Change", "ImportRow", "KeptAnswer", "MonthSum"}


def name_of(model):
    return model._meta.label


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_foreign_keys_point_to_the_same_floor_or_one_below(model):
    height = FLOORS.index(model._meta.app_label)
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in FLOORS:
            assert FLOORS.index(field.related_model._meta.app_label) <= height, field


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_every_noun_has_the_scope_rule(model):
    assert isinstance(model.objects.all(), ScopedQuerySet)


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_every_noun_keeps_its_history(model):
    assert hasattr(model, "history") or model.__name__ in PARTS_WITHOUT_HISTORY


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_every_noun_stands_in_the_admin(model):
    inlines = {inline.model for site_admin in admin.site._registry.values() for inline in site_admin.inlines}

    assert model in admin.site._registry or model in inlines or model.__name__ in PARTS_WITHOUT_ADMIN


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_every_noun_says_what_it_is(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_constraints_are_named_after_their_noun_and_say_what_is_wrong(model):
    prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
    for constraint in model._meta.constraints:
        assert constraint.name.startswith(prefix), constraint.name
        assert constraint.violation_error_message != constraint.default_violation_error_message


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_records_are_not_swept_away_with_another_one(model):
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE:
            assert field.remote_field.related_name, field


@pytest.mark.parametrize("model", NOUNS, ids=name_of)
def test_money_is_decimal_to_the_cent(model):
    for field in model._meta.get_fields():
        if getattr(field, "name", "").endswith("_yuan"):
            assert isinstance(field, models.DecimalField)
            assert (field.max_digits, field.decimal_places) == (14, 2)


def kept_in(place) -> set[str]:
    """The names of the modules and packages right below a place, of files that are kept."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", str(place)]
    files = subprocess.run(asked, cwd=HOUSE, capture_output=True, text=True, check=True).stdout.split()
    below = [Path(file).relative_to(place) for file in files if (HOUSE / file).exists()]
    return {path.parts[0].removesuffix(".py") for path in below} - {"__init__"}


def told_of(package) -> str:
    return ast.get_docstring(ast.parse((HOUSE / package / "__init__.py").read_text()))


@pytest.mark.parametrize("floor", WITH_ROOMS)
def test_a_floor_has_few_names_at_its_root(floor):
    assert len(kept_in(floor) | {"__init__"}) <= MOST_NAMES


@pytest.mark.parametrize("floor", WITH_ROOMS)
def test_what_is_no_room_is_named_where_the_floor_says_what_it_holds(floor):
    others = kept_in(floor) - ROOMS

    assert {name for name in others if f"``{name}``" not in told_of(floor)} == set()


@pytest.mark.parametrize("floor", WITH_ROOMS)
def test_rooms_are_packages_of_nouns_and_no_prefixes_of_files(floor):
    found = {
        f"{room}/{name}" if room else name
        for room in ("", *(kept_in(floor) & ROOMS - {"migrations", "templatetags"}))
        for name in (kept_in(Path(floor) / room) if (HOUSE / floor / room).is_dir() else ())
        if name.rpartition("_")[0] and name.rpartition("_")[2] in ROOMS
    }

    assert found == set()


@pytest.mark.parametrize("floor", [floor for floor in WITH_ROOMS if (HOUSE / floor / "api").is_dir()])
def test_the_api_has_the_same_rooms_on_every_floor(floor):
    others = kept_in(Path(floor) / "api") - API_ROOMS

    assert {name for name in others if f"``{name}``" not in (told_of(Path(floor) / "api") or "")} == set()


def test_the_readme_names_the_rooms_and_the_floors():
    readme = (HOUSE / "README.md").read_text()

    assert {room for room in ROOMS - {"templatetags"} if f"`{room}`" not in readme} == set()
    assert {floor for floor in FLOORS if f"`{floor}`" not in readme} == set()
