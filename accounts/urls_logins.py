"""Addresses whose names django-allauth knows."""

from django.urls import path, re_path

from accounts.views.password import PasswordReset, PasswordResetDone, PasswordResetFromKey
from core.views.login import Login

urlpatterns = [
    path("login/", Login.as_view(), name="account_login"),
    path("losenord/glomt/", PasswordReset.as_view(), name="account_reset_password"),
    path("losenord/glomt/skickat/", PasswordResetDone.as_view(), name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})/$",
        PasswordResetFromKey.as_view(),
        name="account_reset_password_from_key",
    ),
]
