"""Personal numbers at rest."""

import pytest
from cryptography.fernet import Fernet, InvalidToken

from core import privacy

NUMBER = "131102199001010016"


def test_what_is_stored_can_be_read_again_but_not_seen():
    stored = privacy.encrypt(NUMBER)

    assert NUMBER not in stored
    assert privacy.decrypt(stored) == NUMBER


def test_a_new_key_reads_what_an_old_one_wrote(settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.PERSONAL_DATA_KEYS = [old]
    stored = privacy.encrypt(NUMBER)

    settings.PERSONAL_DATA_KEYS = [new, old]
    assert privacy.decrypt(stored) == NUMBER
    settings.PERSONAL_DATA_KEYS = [new]
    with pytest.raises(InvalidToken):
        privacy.decrypt(stored)


def test_equal_numbers_have_equal_fingerprints_under_one_key_only(settings):
    first = privacy.fingerprint(NUMBER)

    assert privacy.fingerprint(NUMBER) == first
    assert privacy.fingerprint("131102199001010024") != first
    settings.PERSONAL_DATA_FINGERPRINT_KEY = "another"
    assert privacy.fingerprint(NUMBER) != first


def test_a_mask_keeps_head_and_tail():
    assert privacy.mask(NUMBER, head=6, tail=4) == "131102********0016"
    assert privacy.mask("13800138000", head=3, tail=4) == "138****8000"
