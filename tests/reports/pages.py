"""Reading the pages of this floor as a person does: in English, by heading and row."""

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext


def in_english(client):
    """The same client with the language switch on English, so that tests read what the code says."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def parsed(response) -> BeautifulSoup:
    """The page, which was found."""
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    """The text of an element with single blanks."""
    return " ".join(element.get_text(" ").split())


def panel(page, heading_id):
    """The card under the heading with this id, or None."""
    heading = page.find(id=heading_id)
    return heading.find_parent("section") if heading else None


def cells(row) -> list[str]:
    return [words(cell) for cell in row.find_all(["th", "td"])]


def rows(element) -> list[list[str]]:
    """The rows of the element's table bodies and foot."""
    return [cells(row) for body in element.find_all(["tbody", "tfoot"]) for row in body.find_all("tr")]


def queries_of(client, url) -> list[str]:
    """What a page asks the database; savepoints are the test's own."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [one["sql"] for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
