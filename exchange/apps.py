from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import AppConfig
from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """What comes in and goes out: import batches and their undo, files for editing, the change feed."""

    name = "exchange"
    verbose_name = _("Exchange")

    def ready(self) -> None:
        """Tell what happens to imports; keep the change feed's triggers on the tables."""
        import_module("exchange.histories")
        pre_migrate.connect(drop_triggers, sender=self)
        post_migrate.connect(install_triggers, sender=self)


def drop_triggers(using: str, plan: Sequence[Any] = (), **kwargs: Any) -> None:
    """Take the triggers away while tables are altered; a run that alters nothing leaves them alone."""
    if plan:
        _triggers().drop(connections[using])


def install_triggers(using: str, apps: Apps = current_apps, **kwargs: Any) -> None:
    """Put the triggers on the tables as they are now, and list what was written without them.

    After a partial run that is an older state, which ``migrate`` hands over as ``apps``; ``flush``,
    which alters nothing, hands over none.
    """
    _triggers().install(connections[using], apps)


def _triggers() -> ModuleType:
    """Only now: it needs the models, which are not there yet when this module is read."""
    return import_module("exchange.feed.triggers")
