"""Setting what the parts of a station cost."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from core.errors import Refused
from core.history import keep
from funding.models import UnitCost


@transaction.atomic
def save_cost(cost: UnitCost, *, by: User) -> UnitCost:
    """Enter or change a unit cost; raises ``Refused``."""
    try:
        return keep(cost, by)
    except ValidationError as error:
        raise Refused(error) from error
