"""Texts for annotations."""

from typing import TYPE_CHECKING

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise as Text
else:
    # What people read: as it is, or translated when it is shown.
    Text = str | Promise

__all__ = ["Text"]
