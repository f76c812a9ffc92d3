from accounts.models.deputy import Deputy
from accounts.models.role_assignment import RoleAssignment
from accounts.models.saved_filter import SavedFilter
from accounts.models.user import User

# After the account, to which it leads.
from accounts.models.api_token import ApiToken  # isort: skip
from accounts.models.security_event import SecurityEvent  # isort: skip

__all__ = ["ApiToken", "Deputy", "RoleAssignment", "SavedFilter", "SecurityEvent", "User"]
