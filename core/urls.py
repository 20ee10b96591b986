from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.urls import path

app_name = "core"
urlpatterns = [path("login/", login_not_required(LoginView.as_view()), name="login")]
