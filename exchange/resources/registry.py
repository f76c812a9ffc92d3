"""The nouns that can be imported and exported, in the order of the floors."""

from typing import TypeVar

from core.scope import Anyone
from exchange.resources.resource import Resource

R = TypeVar("R", bound="type[Resource]")
RESOURCES: dict[str, Resource] = {}


def register(resource_class: R) -> R:
    """Class decorator: offer the noun for import and export."""
    RESOURCES[resource_class.name] = resource_class()
    return resource_class


def open_to(user: Anyone) -> list[Resource]:
    """The nouns of which ``user`` may add or change something."""
    return [resource for resource in RESOURCES.values() if resource.is_open_to(user)]
