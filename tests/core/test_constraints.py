"""Constraints that many nouns share, and that the database knows the same choices as the fields."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, F, Q, TextChoices

from core.constraints import constrained, known, not_before, together
from tests.oversight.factories import make_finding
from tests.test_architecture import NOUNS


class Kind(TextChoices):
    ONE = "one", "One"
    TWO = "two", "Two"


@pytest.mark.parametrize(
    ("constraint", "rule", "condition"),
    [
        (known("kind", Kind, "!"), "kind_known", Q(kind__in=["one", "two"])),
        (known("kind", Kind, "!", or_empty=True), "kind_known", Q(kind__in=["", "one", "two"])),
        (known("sort", ("one",), "!", rule="kind_known"), "kind_known", Q(sort__in=("one",))),
        (
            together("end_has_reason", "!", ended_on=None, reason=""),
            "end_has_reason",
            Q(ended_on__isnull=True, reason="") | Q(ended_on__isnull=False) & ~Q(reason=""),
        ),
        (not_before("ends_on", "starts_on", "!"), "period", Q(ends_on__gte=F("starts_on"))),
        (
            not_before("ended_on", "started_on", "!", optional=("ended_on",)),
            "period",
            Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
        ),
        (
            not_before("to", "since", "!", rule="valid_period", optional=("since", "to")),
            "valid_period",
            Q(since__isnull=True) | Q(to__isnull=True) | Q(to__gte=F("since")),
        ),
    ],
)
def test_a_helper_is_the_constraint_that_one_would_write(constraint, rule, condition):
    written = CheckConstraint(
        name=f"%(app_label)s_%(class)s_{rule}", condition=condition, violation_error_message="!"
    )
    assert constraint.deconstruct() == written.deconstruct()


def test_constraints_that_name_choices_stand_before_the_others():
    class Base:
        constraints = ["other"]

    @constrained("known")
    class Meta(Base):
        pass

    @constrained("known")
    class Alone:
        pass

    assert Meta.constraints == ["known", "other"]
    assert Base.constraints == ["other"]
    assert Alone.constraints == ["known"]


# A status tells which days there are; a phase fits its method; rules of gates are written by migrations.
TOLD_OTHERWISE = {
    "stations.Agency.status",
    "services.ServiceRecord.phase",
    "stations.GateRule.stage",
    "stations.GateRule.check_code",
}
# Of the phases of all methods those of a case; of the kinds of entry those that a noun has.
SOME_OF_THEM = {
    "services.ServiceCase.phase",
    "funding.Allocation.kind",
    "funding.Disbursement.kind",
    "funding.Expenditure.kind",
    "funding.CarryOver.kind",
}
OURS = (
    "core",
    "regions",
    "accounts",
    "exchange",
    "stations",
    "personnel",
    "services",
    "funding",
    "oversight",
)
CHOICES = {
    str(field): field
    for model in NOUNS
    for field in model._meta.concrete_fields
    if field.choices and str(field) not in TOLD_OTHERWISE
}


def values_in_the_database(field) -> set:
    conditions = [
        dict(constraint.condition.children)
        for constraint in field.model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        and all(isinstance(part, tuple) for part in constraint.condition.children)
    ]
    (values,) = (one[f"{field.name}__in"] for one in conditions if f"{field.name}__in" in one)
    return set(values)


@pytest.mark.parametrize("name", sorted(CHOICES))
def test_the_database_knows_the_choices_of_the_field(name):
    field = CHOICES[name]
    choices = {value for value, _label in field.flatchoices} | ({""} if field.blank else set())
    if name in SOME_OF_THEM:
        assert values_in_the_database(field) <= choices
    else:
        assert values_in_the_database(field) == choices


@pytest.mark.django_db
def test_all_check_constraints_of_a_record_are_asked_in_one_query(taocheng, django_assert_num_queries):
    finding = make_finding(taocheng)
    finding.refresh_from_db()

    with django_assert_num_queries(3):  # A savepoint, all check constraints and its release.
        finding.validate_constraints()

    finding.amount_yuan, finding.due_on = Decimal(-1), finding.found_on - timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        finding.validate_constraints()
    assert set(refusal.value.messages) == {
        "The amount concerned is above zero.",
        "A finding is to be rectified after it was found.",
    }
