"""Addresses whose names django-allauth knows."""

from django.urls import path, re_path

from accounts.views import factors
from accounts.views.outside import come_back, log_in_outside
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
    path("konto/andra-steget/", factors.Factors.as_view(), name="mfa_index"),
    path("konto/andra-steget/app/", factors.AppAdd.as_view(), name="mfa_activate_totp"),
    path("konto/andra-steget/app/ta-bort/", factors.AppRemove.as_view(), name="mfa_deactivate_totp"),
    path("konto/andra-steget/nyckel/", factors.KeyAdd.as_view(), name="mfa_add_webauthn"),
    path("konto/andra-steget/nyckel/<int:pk>/ta-bort/", factors.KeyRemove.as_view(), name="mfa_remove_webauthn"),
    path("konto/andra-steget/reservkoder/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("konto/andra-steget/reservkoder/nya/", factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("login/via/<slug:provider_id>/", log_in_outside, name="openid_connect_login"),
    path("login/via/<slug:provider_id>/klar/", come_back, name="openid_connect_callback"),
    path("login/andra-steget/", factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/nyckel/", factors.KeyLogin.as_view(), name="mfa_login_webauthn"),
]
