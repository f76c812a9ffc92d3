"""Setting the rules of spending."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from core.errors import Refused
from core.history import keep
from funding.models import SpendingRule


@transaction.atomic
def save_rule(rule: SpendingRule, *, by: User) -> SpendingRule:
    """Enter or change a rule; what was posted before stays as it is. Raises ``Refused``."""
    try:
        return keep(rule, by)
    except ValidationError as error:
        raise Refused(error) from error
