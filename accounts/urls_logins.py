"""Addresses whose names django-allauth knows."""

from django.urls import path, re_path
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views import second_factor
from accounts.views.password import PasswordReset, PasswordResetDone, PasswordResetFromKey
from accounts.views.single_sign_on import come_back, log_in_outside
from core.views.login import Login

# allauth's views answer any method, some of them before they look at it.
served = require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])

urlpatterns = [
    path("login/", Login.as_view(), name="account_login"),
    path("losenord/glomt/", served(PasswordReset.as_view()), name="account_reset_password"),
    path("losenord/glomt/skickat/", served(PasswordResetDone.as_view()), name="account_reset_password_done"),
    re_path(
        r"^losenord/nytt/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,100})/$",
        served(PasswordResetFromKey.as_view()),
        name="account_reset_password_from_key",
    ),
    path("konto/andra-steget/", served(second_factor.Factors.as_view()), name="mfa_index"),
    path("konto/andra-steget/app/", served(second_factor.AppAdd.as_view()), name="mfa_activate_totp"),
    path("konto/andra-steget/app/ta-bort/", served(second_factor.AppRemove.as_view()), name="mfa_deactivate_totp"),
    path("konto/andra-steget/nyckel/", served(second_factor.KeyAdd.as_view()), name="mfa_add_webauthn"),
    path(
        "konto/andra-steget/nyckel/<int:pk>/ta-bort/",
        served(second_factor.KeyRemove.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "konto/andra-steget/reservkoder/", served(second_factor.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"
    ),
    path(
        "konto/andra-steget/reservkoder/nya/",
        served(second_factor.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("login/via/<slug:provider_id>/", served(log_in_outside), name="openid_connect_login"),
    path("login/via/<slug:provider_id>/klar/", require_safe(come_back), name="openid_connect_callback"),
    path("login/andra-steget/", served(second_factor.SecondStep.as_view()), name="mfa_authenticate"),
    path("login/nyckel/", served(second_factor.KeyLogin.as_view()), name="mfa_login_webauthn"),
]
