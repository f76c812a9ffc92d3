"""What migration 0005 does to rows from before it: rules are rewritten, two targets refused."""

from contextlib import contextmanager
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from funding.models import Allocation, SpendingRule
from tests.funding.factories import make_rule, new_allocation
from tests.stations.factories import make_agency

pytestmark = pytest.mark.django_db

RULES = import_module("funding.migrations.0004_rules")
TARGETS = import_module("funding.migrations.0005_targets")


@pytest.fixture
def seeded():
    """The rules as 0004 wrote them, and one of the city's own that names the same document."""
    SpendingRule.objects.all().delete()
    RULES.seed(apps, None)
    make_rule(
        code="OWN-1", document=TARGETS.FROM_MEMORY, text="本市规定", effect="block", category="training"
    )


def rules():
    return {rule.code: rule for rule in SpendingRule.objects.all()}


def test_a_rule_from_memory_says_what_is_known_of_it(seeded):
    TARGETS.verify(apps, None)
    now = rules()
    known = {code: (effect, text) for code, effect, text in TARGETS.VERIFIED}
    assert {code: (now[f"LOTTERY-{code}"].effect, now[f"LOTTERY-{code}"].text) for code in known} == known
    assert {rule.document for code, rule in now.items() if code != "OWN-1"} == {TARGETS.DOCUMENT}


def test_what_is_assumed_of_matched_money_only_warns_and_says_so_once(seeded):
    TARGETS.verify(apps, None)
    matched = [rule for code, rule in rules().items() if code.startswith("MATCH-")]
    assert len(matched) == len(TARGETS.VERIFIED)
    assert {rule.effect for rule in matched} == {"warn"}
    assert {rule.text.count(TARGETS.UNSURE) for rule in matched} == {1}
    assert all(rule.text.startswith(TARGETS.UNSURE) for rule in matched)


def test_a_rule_that_somebody_changed_or_wrote_stays(seeded):
    SpendingRule.objects.filter(code="LOTTERY-ADMIN").update(
        document="市里的文件", text="改过", effect="warn"
    )
    TARGETS.verify(apps, None)
    changed, own = rules()["LOTTERY-ADMIN"], rules()["OWN-1"]
    assert (changed.document, changed.text, changed.effect) == ("市里的文件", "改过", "warn")
    assert (own.document, own.text, own.effect) == (TARGETS.FROM_MEMORY, "本市规定", "block")


@contextmanager
def as_before_the_constraint():
    """The table as it was: nothing kept an allocation from being for two things."""
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if on_sqlite:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("ALTER TABLE funding_allocation DROP CONSTRAINT funding_allocation_one_target")
        try:
            yield
        finally:
            if on_sqlite:
                cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_allocations_for_two_things_stop_the_migration_by_name(budget, hedong, taocheng, station):
    agency = make_agency(taocheng)
    with as_before_the_constraint():
        new_allocation(budget, hedong, "1.00", code="A-X-1", station=station, agency=agency).save()
        new_allocation(budget, hedong, "1.00", code="A-X-2", station=station).save()
        new_allocation(budget, hedong, "1.00", code="A-X-3").save()
    with pytest.raises(RuntimeError, match=r"Name one only for: A-X-1\. Nothing was changed"):
        TARGETS.refuse_two_targets(apps, None)
    assert Allocation.objects.get(code="A-X-1").station == station


def test_allocations_for_one_thing_or_none_let_it_pass(budget, hedong, taocheng, station):
    new_allocation(budget, hedong, "1.00", code="A-X-1", station=station).save()
    new_allocation(budget, hedong, "1.00", code="A-X-2", agency=make_agency(taocheng)).save()
    new_allocation(budget, hedong, "1.00", code="A-X-3").save()
    TARGETS.refuse_two_targets(apps, None)
