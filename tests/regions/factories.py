"""Divisions for tests."""

from core.pinyin import search_columns
from regions.models import Region
from regions.models.region import path_of

LEVEL_BY_LENGTH = {9: Region.Level.TOWNSHIP, 12: Region.Level.COMMUNITY}


def level_of(code: str) -> str:
    """The level a code stands for: 131100 city, 131102 county, 9 digits township, 12 community."""
    if len(code) in LEVEL_BY_LENGTH:
        return LEVEL_BY_LENGTH[len(code)]
    return Region.Level.CITY if code.endswith("00") else Region.Level.COUNTY


def make_region(code, name=None, **overrides):
    """A division; its parent is the one its code points to, where that exists."""
    level = overrides.pop("level", level_of(code))
    parent_code = {"county": f"{code[:4]}00", "township": code[:6], "community": code[:9]}.get(level)
    fields = {
        "name": name or f"区划{code}",
        "level": level,
        "kind": "街道",
        "path": path_of(code, level),
        "parent": Region.objects.filter(code=parent_code).first() if parent_code else None,
        "counts_for_coverage": level == Region.Level.TOWNSHIP,
    }
    fields |= search_columns(overrides.get("name", fields["name"]))
    return Region.objects.create(code=code, **{**fields, **overrides})
