"""Keeping a budget."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from core.errors import Refused
from core.history import keep
from funding.models import Budget


@transaction.atomic
def save_budget(budget: Budget, *, by: User, reason: str = "") -> Budget:
    """Enter a budget, or change one that stands; raises ``Refused``."""
    try:
        return keep(budget, by, reason=reason)
    except ValidationError as error:
        raise Refused(error) from error
