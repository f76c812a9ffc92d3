"""Write the secrets of one installation to a file, once: make_env.py [var/portal.env].

The settings have no default secrets. A clone gets its own here, readable by its owner alone, and keeps them:
losing PERSONAL_DATA_KEYS means losing the personal data encrypted with them.
"""

import os
import secrets
import sys
from pathlib import Path

from cryptography.fernet import Fernet

DEFAULT_PATH = Path(__file__).resolve().parent.parent / "var" / "portal.env"


def new_values() -> dict[str, str]:
    """Values use URL-safe characters only, so that a shell may read the file."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PERSONAL_DATA_KEYS": Fernet.generate_key().decode(),
        "PERSONAL_DATA_FINGERPRINT_KEY": secrets.token_urlsafe(32),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        # The embedded server speaks plain HTTP on the loopback address.
        "SECURE_HTTPS": "False",
    }


def write_env(path: Path) -> bool:
    """Write new values to `path` unless it is there already; say whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{key}={value}\n" for key, value in new_values().items())
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    # Written aside and linked into place: an interrupted or a second start never leaves half a file.
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        return False
    finally:
        partial.unlink()
    return True


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PATH
    if write_env(target):
        print(f"Wrote new secrets to {target}")
