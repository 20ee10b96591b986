"""What visitors and jurors reach without logging in, each by an unguessable link."""

from django.urls import path

from campaigns.views import board, juror

app_name = "board"
urlpatterns = [
    path("jury/<str:token>/", juror.JurorByLink.as_view(), name="juror"),
    path("jury/<str:token>/bild/<int:pk>/", juror.JurorPicture.as_view(), name="juror_picture"),
    path("<str:token>/", board.board, name="board"),
    path("<str:token>/data", board.board_data, name="board_data"),
    path("<str:token>/bild", board.board_picture, name="board_picture"),
]
