from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.Today.as_view(), name="today"),
    path("kalender/<str:token>.ics", views.calendar, name="calendar"),
    path("hjalp/", views.help_here, name="help"),
    path("hjalp/alla/", views.HelpIndex.as_view(), name="help_index"),
    path("hjalp/nyheter/", views.News.as_view(), name="news"),
    path("hjalp/<slug:key>/", views.HelpPageView.as_view(), name="help_page"),
    path("borja/mejl/", views.StartMail.as_view(), name="start_mail"),
    path("borja/belopp/", views.StartOffers.as_view(), name="start_offers"),
    path("borja/belopp/<int:pk>/", views.ConfirmOffers.as_view(), name="start_confirm"),
    path("borja/<slug:pk>/hoppa/", views.SkipStep.as_view(), name="start_skip"),
    path("borja/<slug:pk>/ta-med/", views.TakeStepUp.as_view(), name="start_take_up"),
    path("administration/", views.Administration.as_view(), name="administration"),
    path("sok/", views.Search.as_view(), name="search"),
]
