from django.urls import path

from crm.models import Company, Contact
from privacy.views import holds, notices, people, requests, retention

app_name = "privacy"
urlpatterns = [
    path("personuppgifter/", requests.RequestList.as_view(), name="request_list"),
    path("personuppgifter/ny/", requests.RequestCreate.as_view(), name="request_create"),
    path("personuppgifter/<int:pk>/", requests.RequestDetail.as_view(), name="request_detail"),
    path("personuppgifter/<int:pk>/andra/", requests.RequestEdit.as_view(), name="request_edit"),
    path("personuppgifter/<int:pk>/svara/", requests.RequestAnswer.as_view(), name="request_answer"),
    path("personuppgifter/<int:pk>/forlang/", requests.RequestExtend.as_view(), name="request_extend"),
    path("personuppgifter/<int:pk>/oppna/", requests.RequestReopen.as_view(), name="request_reopen"),
    path("personuppgifter/personer/", people.PersonSearch.as_view(), name="person_search"),
    path("personuppgifter/om/<slug:kind>/<int:pk>/", people.PersonExtract.as_view(), name="person_extract"),
    path("personuppgifter/om/<slug:kind>/<int:pk>/radera/", people.PersonErase.as_view(), name="person_erase"),
    path("personuppgifter/raderingar/", people.ErasureList.as_view(), name="erasure_list"),
    path("personuppgifter/sparrar/", holds.HoldList.as_view(), name="hold_list"),
    path("personuppgifter/sparrar/<int:pk>/hav/", holds.HoldLift.as_view(), name="hold_lift"),
    path("personer/<int:pk>/sparra/", holds.HoldCreate.as_view(model=Contact), name="hold_contact"),
    path("foretag/<int:pk>/sparra/", holds.HoldCreate.as_view(model=Company), name="hold_company"),
    path("personuppgifter/gallring/", retention.Retention.as_view(), name="retention"),
    path("personuppgifter/gallring/<int:pk>/", retention.RetentionPreview.as_view(), name="retention_preview"),
    path("personuppgifter/gallring/<int:pk>/andra/", retention.RetentionEdit.as_view(), name="retention_edit"),
    path("personuppgifter/gallringstid/<int:pk>/", retention.PeriodPreview.as_view(), name="period_preview"),
    path("personuppgifter/gallringstid/<int:pk>/andra/", retention.PeriodEdit.as_view(), name="period_edit"),
    path("personuppgifter/behandlingar/", notices.ProcessingRecord.as_view(), name="processing"),
    path("public/personuppgifter/", notices.PrivacyNotice.as_view(), name="notice"),
]
