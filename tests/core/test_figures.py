"""Figures as people read them."""

from decimal import Decimal

import pytest

from core import figures
from core.templatetags.portal import heat


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Decimal(49) / 118, "41.5%"),
        (Decimal("0.55"), "55.0%"),
        (0, "0.0%"),
        (None, "—"),
        (Decimal("0.0005"), "0.1%"),
    ],
)
def test_a_share_is_rounded_half_up_and_nothing_known_is_a_dash(share, text):
    assert figures.percent(share) == text


@pytest.mark.parametrize(
    ("yuan", "text"),
    [(Decimal("300000"), "30.00"), (Decimal("1234567.89"), "123.46"), (0, "0.00"), (None, "—")],
)
def test_yuan_are_read_in_ten_thousands(yuan, text):
    assert figures.wan(yuan) == text


def test_large_figures_are_grouped():
    assert figures.grouped(Decimal("1234567.895")) == "1,234,567.90"


@pytest.mark.parametrize(
    ("share", "css"),
    [(None, "heat-none"), (0, "heat-0"), (0.538, "heat-5"), (1, "heat-10"), (1.4, "heat-10")],
)
def test_colours_go_in_eleven_steps(share, css):
    assert heat(share) == css
