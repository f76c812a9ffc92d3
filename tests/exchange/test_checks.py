"""The conditions of constraints, worked out in Python, mean what the database makes of them.

Each is judged twice over the same rows: by ``exchange.importing.checks``, and by the database in the words of
the table's definition. The rows are all combinations of a few values for each column: none, an empty
text, what the condition names and what lies beside it, and some that are drawn; columns of one kind
share theirs, so that days are equal and swapped and sums come out even.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from math import prod
from pathlib import Path
from random import Random

import pytest
from django.apps import apps
from django.conf import settings as portal
from django.db import connection, models, transaction
from django.db.models import Q, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchange.importing.checks import broken_checks, check_rules, fields_in, holds

pytestmark = pytest.mark.django_db

# Of one condition in one example: enough to meet every step of every sum, in a tenth of a second.
MOST_ROWS = 1000
# The same examples in each run: what is green stays green until somebody changes something.
moderately = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
DAY, CENT, MOMENT = timedelta(days=1), Decimal("0.01"), timedelta(microseconds=1)


def constraints_of(kind) -> list[tuple[type[models.Model], models.BaseConstraint]]:
    """The constraints of a kind that have a condition, with their models, on every floor."""
    return [
        (model, each)
        for floor in apps.get_app_configs()
        if Path(floor.path).parent == portal.BASE_DIR
        for model in floor.get_models()
        for each in model._meta.constraints
        if isinstance(each, kind) and each.condition
    ]


CHECKS, PARTIAL = constraints_of(models.CheckConstraint), constraints_of(models.UniqueConstraint)


def constants_in(part) -> Iterator:
    """The values that a condition compares with, one by one."""
    if isinstance(part, Q):
        for child in part.children:
            yield from constants_in(child[1] if isinstance(child, tuple) else child)
    elif isinstance(part, Value):
        yield part.value
    elif hasattr(part, "get_source_expressions"):
        for child in part.get_source_expressions():
            yield from constants_in(child)
    elif isinstance(part, list | tuple):
        yield from part
    else:
        yield part


@st.composite
def days(draw, constants):
    day = draw(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
    return [day, day + DAY, day.replace(day=1), date.min, date.max]


@st.composite
def moments(draw, constants):
    moment = draw(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
    return [moment, moment + MOMENT, moment.replace(microsecond=0), moment - DAY]


@st.composite
def amounts(draw, constants):
    """Two amounts with what they make together and leave of each constant, and fractions of a cent."""
    one, two = draw(st.tuples(*2 * [st.integers(1, 10**5)]))
    one, two = one * CENT, two * CENT
    named = [Decimal(each) for each in constants if isinstance(each, int | Decimal)]
    left = [each - one - two for each in named]
    beside = [each + step for each in named for step in (-CENT, 0, CENT)]
    drawn = [one, two, one + two, one - two, -one, one / 7]
    return [Decimal(0), *drawn, *left, *beside, Decimal("999999999999.99")]


@st.composite
def numbers(draw, constants):
    named = [int(each) for each in constants if isinstance(each, int | Decimal)]
    beside = [each + step for each in named for step in (-1, 0, 1)]
    return [-1, 0, 1, draw(st.integers(-(2**15), 2**15 - 1)), *beside]


@st.composite
def texts(draw, constants):
    signs = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
    named = [str(each) for each in constants if isinstance(each, str)]
    some = [draw(st.text(signs, max_size=9)), draw(st.text("09AZ", min_size=9, max_size=31)), *named]
    beside = [made for each in some for made in (each.upper(), f"{each} ", f"{each}\n", f"{each}x")]
    return ["", " ", *some, *beside]


KINDS = [
    (models.ForeignKey, lambda constants: st.just([1, 2])),
    (models.BooleanField, lambda constants: st.just([True, False])),
    (models.DateTimeField, moments),
    (models.DateField, days),
    (models.DecimalField, amounts),
    (models.IntegerField, numbers),
    (models.CharField, texts),
    (models.TextField, texts),
]


def combined(columns, condition, data) -> list[tuple]:
    """Rows of the columns' values: all combinations, or as many of them as there is time for."""
    constants = list(dict.fromkeys(constants_in(condition)))
    kinds = [next(make for kind, make in KINDS if isinstance(each, kind)) for each in columns]
    drawn = {kind: data.draw(kind(constants)) for kind in dict.fromkeys(kinds)}
    pools = [list(dict.fromkeys([None, *drawn[kind]])) for kind in kinds]
    if prod(map(len, pools)) <= MOST_ROWS:
        return list(product(*pools))
    chance = Random(0)  # noqa: S311
    return [tuple(map(chance.choice, pools)) for _number in range(MOST_ROWS)]


def prepared(field, value):
    """The value as the database takes it; a text or none as it is, whatever the field would make of it."""
    return value if value is None or isinstance(value, str) else field.get_db_prep_save(value, connection)


def by_the_database(columns, sql, rows) -> list[bool | None]:
    """The truth of the condition for each row of a table with these columns, and no constraint."""
    quote = connection.ops.quote_name
    # Without length and places: what a column would cut off or round is judged as it was given.
    types = [each.db_type(connection).partition("(")[0] for each in columns]
    typed = [f"{quote(each.column)} {kind}" for each, kind in zip(columns, types, strict=True)]
    places = ", ".join(["%s"] * (1 + len(columns)))
    stored = [[place, *map(prepared, columns, row)] for place, row in enumerate(rows)]
    answer = f"CASE WHEN {sql} THEN 1 WHEN NOT ({sql}) THEN 0 END"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE judged ({', '.join(['place integer', *typed])})")
        cursor.executemany(f"INSERT INTO judged VALUES ({places})", stored)  # noqa: S608
        cursor.execute(f"SELECT {answer} FROM judged ORDER BY place")  # noqa: S608
        found = [None if value is None else bool(value) for (value,) in cursor.fetchall()]
        cursor.execute("DROP TABLE judged")
    return found


def judged_by_the_database(model, condition, sql, data):
    """Records with the truth of the condition, and what is in them to be told where a test fails."""
    columns = [model._meta.get_field(name) for name in sorted(fields_in(condition))]
    rows = combined(columns, condition, data)
    for row, truth in zip(rows, by_the_database(columns, sql, rows), strict=True):
        values = dict(zip([each.attname for each in columns], row, strict=True))
        yield model(**values), truth, values


def names(found) -> list[str]:
    return [constraint.name for _model, constraint in found]


@pytest.mark.parametrize(("model", "constraint"), CHECKS, ids=names(CHECKS))
@moderately
@given(data=st.data())
def test_a_check_is_broken_where_the_database_refuses_the_row(model, constraint, data):
    sql = constraint._get_check_sql(model, connection.schema_editor())
    rules = [rule for rule in check_rules(model) if rule.constraint == constraint]

    for record, truth, values in judged_by_the_database(model, constraint.condition, sql, data):
        assert bool(broken_checks(rules, record)) == (truth is False), values


@pytest.mark.parametrize(("model", "constraint"), PARTIAL, ids=names(PARTIAL))
@moderately
@given(data=st.data())
def test_a_unique_constraint_touches_the_rows_of_its_index(model, constraint, data):
    sql = constraint._get_condition_sql(model, connection.schema_editor())

    for record, truth, values in judged_by_the_database(model, constraint.condition, sql, data):
        assert (holds(constraint.condition, record) is True) == (truth is True), values
