import pytest

from core.pinyin import matching, search_columns


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("河东街道", "hedongjiedao", "hdjd"),
        ("桃城区 A站", "taochengquazhan", "tcqaz"),
        ("重庆路-绿园（二期）3号", "chongqinglulvyuanerqi3hao", "cqllyeq3h"),
        ("ABC社工站", "abcshegongzhan", "abcsgz"),
        ("", "", ""),
    ],
)
def test_a_name_is_found_by_full_pinyin_and_by_initials(name, pinyin, initials):
    assert search_columns(name) == {"pinyin": pinyin, "initials": initials}


def test_nothing_typed_matches_everything():
    assert not matching("  ")
