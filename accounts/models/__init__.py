from accounts.models.role_assignment import RoleAssignment
from accounts.models.saved_filter import SavedFilter
from accounts.models.user import User

__all__ = ["RoleAssignment", "SavedFilter", "User"]
