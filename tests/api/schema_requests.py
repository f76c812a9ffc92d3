"""Whatever a client may send by the schema, and some of what it may not, is answered as the schema says.

Who asks has a test file of their own, as it takes its time.
"""

from contextlib import contextmanager
from pathlib import Path

import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.accounts.factories import make_token, make_user
from tests.routes import example_arguments
from tests.world import make_two_counties

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "api" / "schema.yml"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
FEW = settings(
    max_examples=3,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class RolledBackError(Exception):
    """Ends a transaction without keeping anything of it."""


@contextmanager
def connection_of_the_test():
    """A request closes its connection before and after; here it is the test's, with its transaction."""
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def known_codes(world) -> dict[str, str]:
    """A code of each noun that is in scope."""
    arguments = example_arguments(world)
    return {
        route.removesuffix("-detail"): arguments[route][0]
        for route in arguments
        if route.endswith("-detail") and ":" not in route
    }


def check(operation, headers, codes):
    """Send some requests of the operation, half of them about a record that is there."""
    mode = st.sampled_from(GenerationMode)
    cases = mode.flatmap(lambda one: operation.as_strategy(generation_mode=one))

    @FEW
    @given(case=cases, is_known=st.booleans())
    def answered_as_described(case, is_known):
        noun = operation.path.removeprefix("/api/v1/").partition("/")[0]
        if is_known and noun in codes and "code" in (case.path_parameters or {}):
            case.path_parameters["code"] = codes[noun]
        try:
            with transaction.atomic():
                response = case.call(headers=headers)
                raise RolledBackError
        except RolledBackError:
            case.validate_response(response, checks=CHECKS)

    answered_as_described()


def ask_everything(role) -> None:
    """Send requests of every operation in the name of somebody with the role in a county."""
    world = make_two_counties()[0]
    schema = schemathesis.openapi.from_path(SCHEMA)
    schema.app = get_wsgi_application()
    _token, key = make_token(make_user("caller", role, world.county))
    headers, codes = {"Authorization": f"Bearer {key}"}, known_codes(world)
    operations = [result.ok() for result in schema.get_all_operations()]

    with connection_of_the_test():
        for operation in operations:
            check(operation, headers, codes)

    assert len(operations) > 100
