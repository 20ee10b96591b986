from django.urls import path

from mailing.views import letters, mailings, provider, suppressions, templates, unsubscribe

app_name = "mailing"
urlpatterns = [
    path("utskick/", letters.LetterList.as_view(), name="letter_list"),
    path("utskick/<int:pk>/", letters.LetterDetail.as_view(), name="letter_detail"),
    path("utskick/<int:pk>/igen/", letters.LetterAgain.as_view(), name="letter_again"),
    path("utskick/<int:pk>/stoppa/", letters.LetterStop.as_view(), name="letter_stop"),
    path("utskick/till-flera/<uuid:pk>/", mailings.MailingDetail.as_view(), name="mailing_detail"),
    path("utskick/till-flera/<uuid:pk>/skicka/", mailings.MailingSend.as_view(), name="mailing_send"),
    path("utskick/till-flera/<uuid:pk>/stoppa/", mailings.MailingStop.as_view(), name="mailing_stop"),
    path("utskick/till-flera/<uuid:pk>/kasta/", mailings.MailingDiscard.as_view(), name="mailing_discard"),
    path("utskick/mallar/", templates.TemplateList.as_view(), name="template_list"),
    path("utskick/mallar/ny/", templates.OwnTemplateCreate.as_view(), name="own_template_create"),
    path("utskick/mallar/<int:pk>/", templates.OwnTemplateEdit.as_view(), name="own_template_edit"),
    path("utskick/mallar/<int:pk>/ta-bort/", templates.TemplateRemove.as_view(), name="template_remove"),
    path("utskick/mallar/<slug:kind>/<slug:language>/", templates.TemplateEdit.as_view(), name="template_edit"),
    path("utskick/sparrade/", suppressions.SuppressionList.as_view(), name="suppression_list"),
    path("utskick/sparrade/ny/", suppressions.SuppressionCreate.as_view(), name="suppression_create"),
    path("utskick/sparrade/<int:pk>/ta-bort/", suppressions.SuppressionLift.as_view(), name="suppression_lift"),
    # what others reach without logging in
    path("avanmal/<str:token>/", unsubscribe.Unsubscribe.as_view(), name="unsubscribe"),
    path("mejl/handelser/", provider.events, name="provider_events"),
]
