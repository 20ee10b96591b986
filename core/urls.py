from django.contrib.auth.views import LogoutView
from django.urls import path

from core.views import audit, changesets, health, jobs, login, organisation, profile, saved, schedule
from core.views.button_undo import PutBack

app_name = "core"
urlpatterns = [
    path("login/", login.Login.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("profil/", profile.Profile.as_view(), name="profile"),
    path("profil/losenord/", login.PasswordChange.as_view(), name="password_change"),
    path("profil/kalender/", profile.CalendarLinkMake.as_view(), name="calendar_link_make"),
    path("profil/kalender/aterkalla/", profile.CalendarLinkRevoke.as_view(), name="calendar_link_revoke"),
    path("organisation/", organisation.OrganisationPage.as_view(), name="organisation"),
    path("organisation/andra/", organisation.OrganisationEdit.as_view(), name="organisation_edit"),
    path("organisation/logotyp", organisation.organisation_logo, name="organisation_logo"),
    path("organisation/logotyp.svg", organisation.organisation_logo_svg, name="organisation_logo_svg"),
    path("organisation/partnerskap/bild", organisation.partner_picture, name="partner_picture"),
    path("vyer/ny/", saved.SavedViewCreate.as_view(), name="view_create"),
    path("vyer/<int:pk>/andra/", saved.SavedViewEdit.as_view(), name="view_edit"),
    path("vyer/<int:pk>/spara/", saved.SavedViewSave.as_view(), name="view_save"),
    path("vyer/<int:pk>/forvald/", saved.SavedViewDefault.as_view(), name="view_default"),
    path("vyer/<int:pk>/ta-bort/", saved.SavedViewDelete.as_view(), name="view_delete"),
    path("jobb/", jobs.JobList.as_view(), name="job_list"),
    path("jobb/<int:pk>/", jobs.JobPage.as_view(), name="job"),
    path("jobb/<int:pk>/fil/", jobs.JobFile.as_view(), name="job_file"),
    path("jobb/<int:pk>/avbryt/", jobs.JobCancel.as_view(), name="job_cancel"),
    path("jobb/<int:pk>/igen/", jobs.JobRetry.as_view(), name="job_retry"),
    path("jobb/aterkommande/", schedule.SchedulePage.as_view(), name="schedule"),
    path("jobb/aterkommande/<slug:pk>/kor/", schedule.RunNow.as_view(), name="schedule_run"),
    path("andringar/", changesets.ChangesetList.as_view(), name="changeset_list"),
    path("andringar/<int:pk>/", changesets.ChangesetPage.as_view(), name="changeset"),
    path("granskning/", audit.AuditList.as_view(), name="audit_list"),
    path("granskning/andringar/", audit.ChangeList.as_view(), name="audit_changes"),
    path("angra/<str:ticket>/", PutBack.as_view(), name="put_back"),
    path("sprak/", profile.set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
