from django.urls import path

from accounts.views.confirm import Confirm

app_name = "accounts"
urlpatterns = [
    path("konto/bekrafta/", Confirm.as_view(), name="confirm"),
]
