from django.contrib.auth.views import LogoutView
from django.urls import path

from core.views import account

app_name = "core"
urlpatterns = [
    path("login/", account.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("profil/", account.Profile.as_view(), name="profile"),
    path("profil/losenord/", account.PasswordChange.as_view(), name="password_change"),
    path("profil/nycklar/", account.token_create, name="token_create"),
    path("profil/nycklar/<str:token_key>/aterkalla/", account.token_revoke, name="token_revoke"),
    path("profil/kalender/", account.calendar_link_make, name="calendar_link_make"),
    path("profil/kalender/aterkalla/", account.calendar_link_revoke, name="calendar_link_revoke"),
    path("sprak/", account.set_language, name="set_language"),
    path("healthz", account.healthz, name="healthz"),
    path("readyz", account.readyz, name="readyz"),
]
