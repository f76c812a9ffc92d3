"""The API's schema in the repository is the one that the code makes."""

from pathlib import Path

from django.core.management import call_command

KEPT = Path(__file__).resolve().parent.parent / "docs" / "api" / "schema.yml"


def test_the_kept_schema_is_that_of_the_code(tmp_path):
    made = tmp_path / "schema.yml"

    call_command("spectacular", file=str(made), lang="en", validate=True, fail_on_warn=True)

    assert made.read_text(encoding="utf-8") == KEPT.read_text(encoding="utf-8"), "run: make schema"
