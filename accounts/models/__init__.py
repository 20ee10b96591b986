from accounts.models.one_time_links import Invitation, PasswordLink

__all__ = ["Invitation", "PasswordLink"]
