"""The small city with something of everything."""

from tests.small_city import city, hedong, hexi, kept_world, taocheng, world, zaoqiang, zaoqiang_town

# Fixtures, found by pytest because they stand here.
__all__ = ["city", "hedong", "hexi", "kept_world", "taocheng", "world", "zaoqiang", "zaoqiang_town"]
