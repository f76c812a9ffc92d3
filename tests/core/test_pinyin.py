import pytest

from core.pinyin import initials_of, matching, pinyin_of


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("河东街道", "hedongjiedao", "hdjd"),
        ("桃城区 A站", "taochengquazhan", "tcqaz"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_by_full_pinyin_and_by_initials(name, pinyin, initials):
    assert pinyin_of(name) == pinyin
    assert initials_of(name) == initials


def test_nothing_typed_matches_everything():
    assert not matching("  ")
