from urllib.parse import urlsplit

import psycopg2
import pytest

from tests.plugin import is_ci
from tests.postgres import PostgresMissingError, bin_directory, running_postgres


@pytest.fixture
def _installed() -> None:
    try:
        bin_directory()
    except PostgresMissingError as missing:
        (pytest.fail if is_ci() else pytest.skip)(str(missing))


@pytest.mark.usefixtures("_installed")
def test_a_server_lives_for_its_block_and_is_gone_afterwards():
    with running_postgres() as url:
        server = urlsplit(url)._replace(path="/postgres").geturl()
        connection = psycopg2.connect(server)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = 'postgres'")
            assert cursor.fetchone() == ("UTF8",)
        connection.close()

        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(server, password="guessed")

    with pytest.raises(psycopg2.OperationalError, match="refused"):
        psycopg2.connect(server)
