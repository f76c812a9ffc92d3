"""Requests by the schema, in the name of an officer."""

import pytest

from accounts.roles import Role
from tests.api.schema_requests import ask_everything

pytestmark = [pytest.mark.django_db, pytest.mark.heavy]


def test_every_answer_is_one_that_the_schema_describes():
    ask_everything(Role.COUNTY_OFFICER)
