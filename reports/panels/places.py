"""Which regions a person stands in, and the way from there down to another."""

from django.http import Http404

from regions.models import Boundary, Region


def own_regions(user) -> list[Region]:
    """The outermost regions assigned to ``user``; for somebody without borders the roots of the list."""
    paths = user.paths_for("regions.view_region")
    if "" in paths:
        return list(Region.objects.current().filter(parent__isnull=True))
    assigned = {one.region.path: one.region for one in user.assignments}
    assigned |= {
        one.region.successor.path: one.region.successor for one in user.assignments if one.region.successor
    }
    standing = [region for path, region in assigned.items() if path in paths and region.is_current]
    return sorted(standing, key=lambda region: region.path)


def region_in_scope(user, code: str) -> Region:
    """The region with this code, if ``user`` may see it; raises ``Http404`` otherwise."""
    region = Region.objects.visible_to(user).filter(code=code).first()
    if region is None:
        raise Http404
    return region


def way_down(user, region: Region) -> list[Region]:
    """The regions above ``region`` that ``user`` may see, outermost first."""
    above = [region.path[:length] for length in (2, 4, 6, 9) if length < len(region.path)]
    return list(Region.objects.visible_to(user).filter(path__in=above).order_by("path"))


def outlines(user, region: Region) -> dict[str, str]:
    """Which of the divisions right below have an outline: code → who drew it. Reads no geometry."""
    drawn = Boundary.objects.visible_to(user).filter(region__parent=region)
    return dict(drawn.values_list("region__code", "source"))


def feature_collection(user, region: Region) -> dict:
    """The outlines of the divisions right below, in scope, as GeoJSON."""
    drawn = Boundary.objects.visible_to(user).filter(region__parent=region)
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}
            for code, name, geometry in drawn.values_list("region__code", "region__name", "geometry")
        ],
    }
