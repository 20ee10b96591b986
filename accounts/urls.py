from django.urls import path

from accounts import urls_users
from accounts.views.confirm import Confirm
from accounts.views.email import EmailChange, EmailConfirm
from accounts.views.single_sign_on import OutsideUnlink

app_name = "accounts"
urlpatterns = [
    path("konto/e-post/", EmailChange.as_view(), name="email_change"),
    path("konto/e-post/bekrafta/<str:token>/", EmailConfirm.as_view(), name="email_confirm"),
    *urls_users.urlpatterns,
    path("konto/kopplingar/<int:pk>/ta-bort/", OutsideUnlink.as_view(), name="outside_unlink"),
    path("konto/bekrafta/", Confirm.as_view(), name="confirm"),
]
