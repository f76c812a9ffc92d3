"""The database itself keeps the limits of long texts, whoever writes past the columns."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.limits import drop, install
from services.models import Need
from tests.nouns import BY_MODEL
from tests.world import World

pytestmark = pytest.mark.django_db
LONG = "长" * 1001


@pytest.fixture
def need(hedong):
    return BY_MODEL[Need].make(World(hedong, "桃城"))


def refused(write) -> bool:
    try:
        with transaction.atomic():
            write()
    except IntegrityError as error:
        return "services_need_text" in str(error)
    return False


def test_a_text_that_is_too_long_is_neither_entered_nor_put_in_its_place(need):
    another = Need(**{field.attname: getattr(need, field.attname) for field in Need._meta.concrete_fields})
    another.pk, another.code, another.text = None, "ND-131102002-0099", LONG

    assert refused(lambda: Need.objects.bulk_create([another]))
    assert refused(lambda: Need.objects.filter(pk=need.pk).update(text=LONG))
    assert not refused(lambda: Need.objects.filter(pk=need.pk).update(text=LONG[1:]))


def test_a_text_from_before_its_limit_stays_and_its_record_is_changed(need):
    drop("default", plan=["something"])
    Need.objects.filter(pk=need.pk).update(text=LONG)
    install("default")

    Need.objects.filter(pk=need.pk).update(name="另一个名称")

    need.refresh_from_db()
    assert (need.name, need.text) == ("另一个名称", LONG)
    assert refused(lambda: Need.objects.filter(pk=need.pk).update(text=f"{LONG}长"))


def test_what_is_there_is_not_put_again(db):
    drop("default")
    with CaptureQueriesContext(connection) as queries:
        install("default")

    assert not [one for one in queries if one["sql"].startswith("CREATE")]
