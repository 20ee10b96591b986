from django.urls import path

from operations import views

app_name = "operations"
urlpatterns = [
    path("drift/sakerhetskopior/", views.BackupList.as_view(), name="backup_list"),
    path("drift/sakerhetskopior/gor/", views.BackupMake.as_view(), name="backup_make"),
    path("drift/sakerhetskopior/<int:pk>/kontrollera/", views.BackupVerify.as_view(), name="backup_verify"),
]
