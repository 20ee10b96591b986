from django.urls import path

from operations.views import backups, health, metrics

app_name = "operations"
urlpatterns = [
    path("drift/sakerhetskopior/", backups.BackupList.as_view(), name="backup_list"),
    path("drift/sakerhetskopior/gor/", backups.BackupMake.as_view(), name="backup_make"),
    path("drift/sakerhetskopior/<int:pk>/kontrollera/", backups.BackupVerify.as_view(), name="backup_verify"),
    path("metrics", metrics.metrics, name="metrics"),
    path("drift/halsa/", health.HealthPage.as_view(), name="health"),
    path("drift/halsa/kontrollera/", health.HealthCheckNow.as_view(), name="health_check"),
]
