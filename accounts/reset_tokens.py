from django.contrib.auth.tokens import PasswordResetTokenGenerator

from core.models import User
from core.services import mark_of_access


class ResetTokens(PasswordResetTokenGenerator):
    """Keys of mailed links for a new password: once, for an hour, and not of who is paused or has been since."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        return user is not None and user.is_active and super().check_token(user, token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{super()._make_hash_value(user, timestamp)}{mark_of_access(user)}"
