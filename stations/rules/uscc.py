"""The unified social credit code (统一社会信用代码, GB 32100-2015)."""

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, ValidationError


class Verdict:
    """What can be said of a code by looking at it."""

    VALID = "valid"
    WRONG_CHECK = "wrong_check"
    MALFORMED = "malformed"


def normalised(code: str) -> str:
    """The code as it is kept: capitals, without blanks and dashes."""
    return uscc.compact(code)


def verdict(code: str) -> str:
    """Valid, well formed with a wrong check digit (some early real codes are), or malformed."""
    try:
        uscc.validate(code)
    except InvalidChecksum:
        return Verdict.WRONG_CHECK
    except ValidationError:
        return Verdict.MALFORMED
    return Verdict.VALID
