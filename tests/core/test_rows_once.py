"""The pages of a sorted list hold every row once, also where its column has the same value in many."""

import pytest

from services.models import Need
from tests.services.factories import make_need


@pytest.mark.parametrize("sort", ["channel", "-channel", "status", "-status", ""])
def test_the_pages_of_a_sorted_list_hold_every_row_once(sort, hedong, client_of, hedong_officer):
    needs = {make_need(hedong, code=f"N-{number:03}").code for number in range(60)}
    # A record that was written again lies elsewhere, where the database reads it at another time.
    Need.objects.filter(code__endswith="7").update(channel="hotline")
    client, found = client_of(hedong_officer), []
    for page in ("1", "2", "3"):
        answer = client.get("/services/needs/", {"page": page} | ({"sort": sort} if sort else {}))
        found += [row.record.code for row in answer.context["table"].page.object_list]
    assert len(found) == len(needs)
    assert set(found) == needs
