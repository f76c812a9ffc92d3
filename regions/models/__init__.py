from regions.models.boundary import Boundary
from regions.models.region import Region

__all__ = ["Boundary", "Region"]
