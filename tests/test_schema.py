"""The API's schema in the repository is the one that the code makes."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "api" / "schema.yml"


def test_the_kept_schema_is_that_of_the_code(tmp_path):
    made = tmp_path / "schema.yml"

    # The bounds of integers are those of the database, so the schema is always made on the same one.
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "spectacular",
            "--lang",
            "en",
            "--file",
            made,
            "--validate",
            "--fail-on-warn",
        ],
        cwd=ROOT,
        check=True,
        env={**os.environ, "DATABASE_URL": "sqlite://:memory:"},
    )

    assert made.read_text(encoding="utf-8") == KEPT.read_text(encoding="utf-8"), "run: make schema"
