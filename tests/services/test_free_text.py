"""Free texts hold no identities."""

import pytest
from django.core.exceptions import ValidationError

from services.rules.free_text import no_identities


@pytest.mark.parametrize(
    "text",
    [
        "联系13800138000",
        "电话 138 0013 8000",
        "手机：138-0013-8000。",
        "＋86 13800138000",
        "０３１８－２１２３４５６",
        "0318-2123456",
    ],
)
def test_a_telephone_number_is_refused_however_it_is_written(text):
    with pytest.raises(ValidationError, match="telephone number"):
        no_identities(text)


@pytest.mark.parametrize(
    "text", ["131102199001010016", "身份证13110219900101001x。", "131102 19900101 0016", "131102900101001"]
)
def test_an_id_number_is_refused(text):
    with pytest.raises(ValidationError, match="ID number"):
        no_identities(text)


@pytest.mark.parametrize(
    "text", ["", "2022-05-18 走访3户5人次", "12345热线转来", "投入1500元，惠及120人", "2022年5月18日至19日"]
)
def test_figures_and_days_are_no_identities(text):
    assert no_identities(text) is None
