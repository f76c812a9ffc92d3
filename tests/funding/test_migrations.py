"""The rules about lottery money that the first migration brings."""

from importlib import import_module

import pytest

from funding.models import SpendingRule

pytestmark = pytest.mark.django_db

BROUGHT = import_module("funding.migrations.0001_tables")


@pytest.fixture
def rules():
    return {rule.code: rule for rule in SpendingRule.objects.filter(document=BROUGHT.DOCUMENT)}


def test_a_rule_says_what_is_known_of_its_use_and_refuses_only_what_is_certain(rules):
    known = {code: (category, effect, text) for code, category, effect, text in BROUGHT.RULES}
    lottery = {code: rules[f"LOTTERY-{code}"] for code in known}
    assert {code: (rule.category, rule.effect, rule.text) for code, rule in lottery.items()} == known
    assert {code for code, rule in lottery.items() if rule.effect == "block"} == {"ADMIN"}
    assert {rule.source for rule in lottery.values()} == {"lottery_fund"}


def test_what_is_assumed_of_matched_money_only_warns_and_says_so_once(rules):
    matched = [rule for code, rule in rules.items() if code.startswith("MATCH-")]
    assert len(matched) == len(BROUGHT.RULES)
    assert {(rule.source, rule.effect) for rule in matched} == {("lottery_match", "warn")}
    assert {rule.text.count(BROUGHT.UNSURE) for rule in matched} == {1}
    assert all(rule.text.startswith(BROUGHT.UNSURE) for rule in matched)


def test_every_rule_has_a_first_version_that_says_the_same(rules):
    fields = [field.attname for field in SpendingRule._meta.concrete_fields]
    assert len(rules) == 2 * len(BROUGHT.RULES)
    for rule in rules.values():
        version = rule.history.get()
        assert version.history_type == "+"
        assert [getattr(version, name) for name in fields] == [getattr(rule, name) for name in fields]
