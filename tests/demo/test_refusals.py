"""What the demonstration data refuse to be loaded into."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from stations.models import Station
from tests.accounts.factories import make_user
from tests.regions.factories import make_region


def test_without_divisions_the_command_says_what_to_run_first(db):
    with pytest.raises(CommandError, match="run manage.py load_regions first"):
        call_command("load_demo")


def test_an_incomplete_code_list_is_refused(db):
    make_region("131100", "衡水市")
    make_region("131102", "桃城区")
    with pytest.raises(CommandError, match="118 townships"):
        call_command("load_demo")


def test_accounts_of_the_same_name_are_refused(db):
    city = make_region("131100", "衡水市")
    make_user("city", Role.MUNICIPAL_ADMIN, city)
    with pytest.raises(CommandError, match="already has accounts called city"):
        call_command("load_demo")
    assert not Station.objects.exists()


def test_if_empty_does_nothing_where_somebody_has_an_account(db):
    make_user("somebody")
    said = StringIO()
    call_command("load_demo", if_empty=True, stdout=said)
    assert "There are accounts already" in said.getvalue()
    assert not Station.objects.exists()
