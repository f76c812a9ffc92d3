"""Personal numbers at rest: ciphertext to keep, a keyed fingerprint to find, a mask to show.

Keys come from the environment: ``PERSONAL_DATA_KEYS`` (Fernet keys, newest first, so that keys
can be rotated) and ``PERSONAL_DATA_FINGERPRINT_KEY`` (never rotated: uniqueness rests on it).
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PERSONAL_DATA_KEYS])


def encrypt(text: str) -> str:
    """Ciphertext of ``text`` under the newest key."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(ciphertext: str) -> str:
    """The text again; raises ``cryptography.fernet.InvalidToken`` where no key fits."""
    return _cipher().decrypt(ciphertext.encode()).decode()


def is_current(ciphertext: str) -> bool:
    """Whether the newest key encrypted it."""
    try:
        Fernet(settings.PERSONAL_DATA_KEYS[0]).decrypt(ciphertext.encode())
    except InvalidToken:
        return False
    return True


def renewed(ciphertext: str) -> str:
    """The same text under the newest key; raises ``InvalidToken`` where no key fits."""
    return _cipher().rotate(ciphertext.encode()).decode()


def fingerprint(text: str) -> str:
    """Keyed hash of ``text``, 64 hex digits: equal numbers are found without being readable."""
    return hmac.new(
        settings.PERSONAL_DATA_FINGERPRINT_KEY.encode(), text.encode(), hashlib.sha256
    ).hexdigest()


def mask(text: str, *, head: int, tail: int) -> str:
    """``text`` with its middle starred: ``131102********0016``."""
    hidden = max(len(text) - head - tail, 0)
    return text[:head] + "*" * hidden + text[len(text) - tail :]
