"""What visitors and jurors reach without logging in, each by an unguessable link."""

from django.urls import URLPattern

app_name = "board"
urlpatterns: list[URLPattern] = []
