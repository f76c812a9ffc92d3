import pytest
from django.core.exceptions import ValidationError

from stations.models import Agency
from stations.rules.uscc import Verdict, normalised, verdict
from tests.stations.factories import make_agency

VALID = [
    "91110000600037341L",
    "91350100M000100Y43",
    "52131102MJ0000018K",
    "52131100MJ01234563",
    "52131122MJ0A1B2C51",
    "51131100MJ01234566",
    "53131100MJ01234560",
]


@pytest.mark.parametrize("code", VALID)
def test_a_code_with_its_check_digit_is_valid(code):
    assert verdict(code) == Verdict.VALID


@pytest.mark.parametrize(
    "code", ["52131102MJ0000018L", "91350211M0000XUF46", "91350203M0001FUE2P", "91350100M0001TGQXM"]
)
def test_a_wrong_check_digit_is_told_from_a_malformed_code(code):
    assert verdict(code) == Verdict.WRONG_CHECK


@pytest.mark.parametrize(
    "code", ["52131102MJ000001OK", "91350100M000100Y4Z", "52131102MJ", "X2131102MJ0000018K"]
)
def test_illegal_letters_and_wrong_lengths_are_malformed(code):
    assert verdict(code) == Verdict.MALFORMED


@pytest.mark.parametrize("code", ["52131102mj0000018k", " 52131102 MJ0000018K ", "52131102-MJ0000018-K"])
def test_case_blanks_and_dashes_do_not_matter(code):
    assert normalised(code) == "52131102MJ0000018K"


def test_an_agency_keeps_the_normalised_code(city):
    agency = make_agency(city, uscc="52131102-mj0000018k")
    assert agency.uscc == "52131102MJ0000018K"
    assert agency.is_uscc_valid


def test_a_failing_check_digit_is_refused_unless_the_proof_is_stated(city):
    with pytest.raises(ValidationError, match="check digit is wrong"):
        make_agency(city, uscc="52131102MJ0000018L")
    agency = make_agency(city, uscc="52131102MJ0000018L", uscc_override_reason="登记证书影印件")
    assert not agency.is_uscc_valid


def test_no_proof_helps_a_malformed_code(city):
    with pytest.raises(ValidationError, match="18 digits and capitals"):
        make_agency(city, uscc="52131102MJ000001OK", uscc_override_reason="登记证书影印件")


def test_agencies_in_preparation_need_no_code_and_do_not_collide(city):
    preparing = {"uscc": "", "status": Agency.Status.PREPARING, "registered_on": None}
    make_agency(city, **preparing)
    make_agency(city, **preparing)
    assert Agency.objects.filter(uscc__isnull=True).count() == 2
