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
    path("sok/", views.Search.as_view(), name="search"),
]
