"""Which passwords are too easy to guess here, beside Django's list of common ones."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What anybody who means this portal tries first; and the rows of the keyboard, forwards and backwards.
WORDS = (
    *("hengshui", "taocheng", "zaoqiang", "wuqiang", "wuyi", "raoyang", "anping", "gucheng", "jingxian"),
    *("fucheng", "jizhou", "shenzhou", "gaoxin", "binhu", "hedong", "hexi", "hebei", "beijing", "china"),
    *("shegongzhan", "shegong", "shehuigongzuo", "minzhengju", "minzheng", "zhengfu", "jiedao", "station"),
    *("portal", "password", "passw0rd", "passwd", "administrator", "admin", "root", "user", "test", "demo"),
    *("welcome", "huanying", "woaini", "iloveyou", "nihao", "changeme", "letmein", "secret", "mima"),
    *("guanliyuan", "衡水市", "衡水", "桃城区", "桃城", "枣强", "冀州", "深州", "河北", "社工站", "社工"),
    *("民政局", "民政", "密码", "管理员", "中国"),
)
ROWS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb",
)
LEETS = str.maketrans("@$0135!", "asoiesi")
LONGEST_ROW = max(map(len, ROWS))
RUN, LEAST_LEFT, LEAST_DIFFERENT = 4, 5, 5


class GuessableValidator:
    """Refuses what is made of local words, names of the portal, rows of keys, years and repetitions.

    What is left without them has at least five signs, of at least five kinds in all.
    """

    def validate(self, password: str, user: Any = None) -> None:
        folded = password.casefold()
        left = min((_left_of(one) for one in (folded, folded.translate(LEETS))), key=len)
        if len(left) < LEAST_LEFT or len(set(folded)) < LEAST_DIFFERENT:
            raise ValidationError(
                _("This is made of words, rows of keys or years that are tried first. Choose your own."),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _("Local names, rows of keys and years do not count: choose a few words of your own.")


class NotUsedBeforeValidator:
    """Refuses the password that an account has, and its last ones."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.had_password(password):
            sentence = _("You have used this password before. Choose another one.")
            raise ValidationError(sentence, code="password_used")

    def get_help_text(self) -> str:
        return _("None of your last five passwords is taken again.")


def _left_of(text: str) -> str:
    """What remains of a password without all that is tried first."""
    for word in sorted(WORDS, key=len, reverse=True):
        text = text.replace(word, " ")
    text = re.sub(r"(.)\1{2,}", r"\1", _without_rows(text))
    text = re.sub(r"(19|20)\d{2}(0?[1-9]|1[0-2])?([0-2]?\d|3[01])?", " ", text)
    return re.sub(r"[\W_]+", "", text)


def _without_rows(text: str) -> str:
    """The text without pieces of rows of keys, four signs or more, in either direction."""
    kept, place = [], 0
    rows = [*ROWS, *(row[::-1] for row in ROWS)]
    while place < len(text):
        longest = max(
            (
                length
                for length in range(RUN, min(LONGEST_ROW, len(text) - place) + 1)
                if any(text[place : place + length] in row for row in rows)
            ),
            default=0,
        )
        if longest:
            place += longest
            kept.append(" ")
        else:
            kept.append(text[place])
            place += 1
    return "".join(kept)
