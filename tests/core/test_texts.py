"""What people type is cleaned alike everywhere: invisible signs go, blanks are plain, characters composed."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.texts import cleaned, cleaned_line, plain

FAMILY, SCIENTIST, HEART, SCOTLAND = "👨‍👩‍👧", "👩🏽‍🔬", "❤️‍🔥", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"
NOTHING = ["\u200b", "\ufeff", "\u00ad", "\u200d", "\u202e", "\u2060", "\u3164", "\u2800", "\u115f", "\ufe0f"]
texts = st.text(
    st.one_of(
        st.characters(), st.sampled_from("\u200b\u200d\ufeff\u3000\u00a0 \n\r\t\u2028甲乙é👩🔬\ufe0f\u0301")
    )
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200b河东\ufeff", "河东"),
        ("河\u200b东\u00ad社\u2060工\u200e站", "河东社工站"),
        ("\u202e站工社\u202c", "站工社"),
        ("河\u200d东", "河东"),
        ("　河东\u00a0\u2003社工站\u2009 ", "河东  社工站"),
        ("e\u0301", "é"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\n　　二", "一\n　　二"),
        ("", ""),
    ],
)
def test_a_text_is_kept_as_it_is_seen(typed, kept):
    assert cleaned(typed) == kept


@pytest.mark.parametrize("picture", [FAMILY, SCIENTIST, HEART, SCOTLAND])
def test_the_joiner_inside_a_picture_stays(picture):
    assert cleaned(f"活动{picture}结束") == f"活动{picture}结束"


@pytest.mark.parametrize("nothing", NOTHING)
def test_a_text_of_invisible_signs_is_empty(nothing):
    assert cleaned(nothing) == cleaned(f" {nothing}　{nothing}\n") == ""


def test_every_sign_of_format_is_dropped():
    signs = [chr(one) for one in range(sys.maxunicode + 1) if unicodedata.category(chr(one)) == "Cf"]

    assert [hex(ord(sign)) for sign in signs if cleaned(f"甲{sign}乙") != "甲乙"] == []


def test_a_line_has_plain_blanks_only():
    assert cleaned_line("河东　社工站\t一\n二") == "河东 社工站 一 二"


def test_a_code_is_of_plain_signs():
    assert plain("ＳＴ－１\u200b") == "ST-1"


@given(texts)
def test_what_is_clean_stays(text):
    for clean in (cleaned, cleaned_line, plain):
        once = clean(text)
        assert clean(once) == once == once.strip()
        assert not any(
            unicodedata.category(sign) == "Cf"
            for sign in once
            if sign not in "\u200d" and sign < "\U000e0000"
        )
