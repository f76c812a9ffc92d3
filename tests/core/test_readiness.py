"""Whether the portal is ready: database, migrations, room for files, worker."""

import shutil
from collections import namedtuple

import pytest
from django.urls import reverse

from core.views import ROOM_FOR_FILES

pytestmark = pytest.mark.django_db

ALL_WELL = {"database": "ok", "migrations": "ok", "storage": "ok", "worker": "ok"}


def test_a_portal_in_order_is_ready(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "made" / "later"

    answer = client.get(reverse("readyz"))

    assert (answer.status_code, answer.json()) == (200, ALL_WELL)
    assert list(tmp_path.iterdir()) == []


def test_a_place_for_files_that_is_none_is_told(client, settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    settings.MEDIA_ROOT = tmp_path / "file" / "media"

    answer = client.get(reverse("readyz"))

    assert (answer.status_code, answer.json()) == (503, ALL_WELL | {"storage": "not writable"})


def test_a_full_disk_is_told(client, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda place: usage(ROOM_FOR_FILES - 1))

    answer = client.get(reverse("readyz"))

    assert (answer.status_code, answer.json()["storage"]) == (503, "full")
