"""The API's schema in the repository is the one that the code makes, and breaks nothing that was promised."""

import os
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
import yaml

from exchange.api.schema import example_of
from exchange.importing.entering import objection_to_type
from exchange.resources.registry import RESOURCES
from scripts.contract import broken, lines_of, read

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "api" / "schema.yml"
CONTRACT = ROOT / "docs" / "api" / "contract.txt"
STATIONS = "/api/v1/stations/"


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


@pytest.fixture(scope="module")
def kept_schema():
    return yaml.load(KEPT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture
def schema(kept_schema):
    """A copy that may be changed."""
    return deepcopy(kept_schema)


def test_what_others_lean_on_is_still_given(schema):
    promised, given = read(CONTRACT), lines_of(schema)

    assert broken(promised, given) == []
    assert sorted(given - promised) == [], "run: make schema"


def test_what_may_be_written_looks_like_the_example_of_a_file(schema):
    schemas = schema["components"]["schemas"]
    station, need = schemas["StationNew"]["properties"], schemas["NeedRow"]["properties"]

    assert station["township"]["examples"] == ["131102002"]
    assert station["area_m2"]["examples"] == ["120"]
    assert need["groups"]["examples"] == [["ELDER", "DISABLED"]]
    assert need["persons"]["examples"] == [12]
    assert schemas["Station"]["properties"]["service_model"]["examples"] == ["1138N"]


def test_every_example_is_of_the_type_that_is_asked_for():
    columns = [column for one in RESOURCES.values() for column in one.columns if column.declared.example]

    assert columns
    for column in columns:
        assert objection_to_type(column, example_of(column)) is None, (column.resource.name, column.name)


def lose_an_address(schema):
    del schema["paths"][STATIONS]["get"]


def lose_a_filter(schema):
    parameters = schema["paths"][STATIONS]["get"]["parameters"]
    parameters[:] = [one for one in parameters if one["name"] != "stage"]


def lose_a_field(schema):
    del schema["components"]["schemas"]["Station"]["properties"]["operator"]


def change_a_type(schema):
    schema["components"]["schemas"]["Station"]["properties"]["counted"] = {"type": "string"}


def lose_a_word(schema):
    schema["components"]["schemas"]["VenueTypeEnum"]["enum"].remove("own")


def need_a_field(schema):
    schema["components"]["schemas"]["StationNew"]["required"].append("address")


def need_a_parameter(schema):
    parameter = {"in": "query", "name": "why", "required": True, "schema": {"type": "string"}}
    schema["paths"][STATIONS]["get"]["parameters"].append(parameter)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lose_an_address, f"no longer: GET {STATIONS}"),
        (lose_a_filter, f"no longer: GET {STATIONS} query stage: integer"),
        (lose_a_field, "no longer: Station operator: string|null"),
        (change_a_type, "no longer: Station counted: integer"),
        (lose_a_word, "no longer: VenueTypeEnum = own"),
        (need_a_field, "suddenly: needs StationNew address"),
        (need_a_parameter, f"suddenly: needs GET {STATIONS} query why"),
    ],
)
def test_a_change_that_breaks_a_client_is_told(schema, change, told):
    promised = lines_of(schema)
    change(schema)

    assert told in broken(promised, lines_of(schema))


def test_what_is_added_breaks_nobody(schema):
    promised = lines_of(schema)
    schema["paths"]["/api/v1/rivers/"] = schema["paths"][STATIONS]
    schema["components"]["schemas"]["Station"]["properties"]["river"] = {"type": "string"}
    schema["components"]["schemas"]["StationNew"]["properties"]["river"] = {"type": "string"}
    schema["components"]["schemas"]["VenueTypeEnum"]["enum"].append("boat")

    assert broken(promised, lines_of(schema)) == []
