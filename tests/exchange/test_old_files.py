"""Uploaded files go after a time; what was imported stays."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from exchange.models import ImportBatch

pytestmark = pytest.mark.django_db


def make_batch(user, *, days, **values):
    batch = ImportBatch(resource="stations", user=user, file_name="站点.csv", sha256="0" * 64, **values)
    batch.file.save("站点.csv", SimpleUploadedFile("a.csv", b"code"), save=False)
    batch.created_at = timezone.now() - timedelta(days=days)
    batch.save()
    return batch


def test_old_files_are_removed_and_their_imports_stay(taocheng_officer, client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    old = make_batch(taocheng_officer, days=181, status="refused")
    new = make_batch(taocheng_officer, days=179, status="refused")
    at_work = make_batch(taocheng_officer, days=181, status="running")
    call_command("remove_import_files")

    assert [one.file.storage.exists(one.file.name) for one in (old, new, at_work)] == [False, True, True]
    assert client_of(taocheng_officer).get(old.get_absolute_url()).status_code == 200
    assert client_of(taocheng_officer).get(f"{old.get_absolute_url()}marked/").status_code == 404


def test_uploaded_files_are_for_nobody_else_on_the_machine(taocheng_officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    batch = make_batch(taocheng_officer, days=0)

    assert (tmp_path / batch.file.name).stat().st_mode & 0o077 == 0
