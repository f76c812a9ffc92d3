"""What every answer says about itself: who may keep it, and what a page may ask of the machine."""

import pytest

from tests.routes import release


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/personnel/workers/",
        "/services/needs/?export=csv",
        "/accounts/me/",
        "/admin/",
        "/nowhere/",
        "/api/v1/workers/",
        "/api/docs/",
        "/imports/templates/stations/",
    ],
)
def test_what_somebody_signed_in_is_answered_is_kept_nowhere(address, client_of, city_admin):
    answer = client_of(city_admin).get(address)

    assert "no-store" in answer["Cache-Control"]
    release(answer)


@pytest.mark.django_db
def test_pages_that_are_nobody_s_may_be_kept(client):
    assert not client.get("/healthz").has_header("Cache-Control")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/healthz", "/"])
def test_no_page_uses_the_camera_the_microphone_or_the_place(address, client):
    policy = client.get(address)["Permissions-Policy"]

    assert all(f"{name}=()" in policy for name in ("camera", "geolocation", "microphone"))
