"""The house stands as drawn: foreign keys point down, every noun is scoped, kept and administered."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from core.scope import ScopedQuerySet

FLOORS = [
    "core",
    "regions",
    "accounts",
    "exchange",
    "stations",
    "personnel",
    "services",
    "funding",
    "indicators",
    "oversight",
    "reports",
    "demo",
    "hengshui_portal",
]
STANDING = [floor for floor in FLOORS if apps.is_installed(floor)]
NOUNS = [
    model
    for floor in STANDING
    for model in apps.get_app_config(floor).get_models()
    if not model.__name__.startswith("Historical")
]
# A kept answer, an entry of the access log, of the feed or of the delivery log is itself history and
# never changes; a sum of a month follows its entries.
PARTS_WITHOUT_HISTORY = {
    *("Boundary", "Change", "ImportRow", "KeptAnswer", "MonthSum", "PersonalDataAccess", "WebhookDelivery"),
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
