from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.Today.as_view(), name="today"),
    path("kalender/<str:token>.ics", views.calendar, name="calendar"),
    path("sok/", views.Search.as_view(), name="search"),
]
