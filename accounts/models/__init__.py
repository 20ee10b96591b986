from accounts.models.links import Invitation, PasswordLink

__all__ = ["Invitation", "PasswordLink"]
