"""Data that takes seconds to load, loaded once for a module or a package and rolled back behind it."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def kept_for_module(django_db_blocker):
    """What is written inside stays for the module's tests, whose own changes roll back first.

    Use it in a fixture of the module's or the package's scope that asks for ``django_db_setup``; the tests
    ask for that fixture before ``db``.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        _check_at_once()
        yield
        transaction.set_rollback(True)


def _check_at_once() -> None:
    """References are checked as they are written: what waits for the end is checked anew after every test."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
