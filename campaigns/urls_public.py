"""Pages for visitors and jurors without login, by secret links."""

from django.urls import path

from campaigns.views import board, juror, team_page

app_name = "board"
urlpatterns = [
    path("jury/<str:token>/", juror.JurorByLink.as_view(), name="juror"),
    path("jury/<str:token>/bild/<int:pk>/", juror.JurorPicture.as_view(), name="juror_picture"),
    path("<str:token>/", board.board, name="board"),
    path("<str:token>/data", board.board_data, name="board_data"),
    path("<str:token>/lag/<str:code>/", team_page.team, name="team"),
    path("<str:token>/lag/<str:code>/diplom/", team_page.diploma, name="diploma"),
    path("<str:token>/aktivitet/<int:pk>/bild", board.activity_picture, name="board_activity_picture"),
    path("<str:token>/bild", board.board_picture, name="board_picture"),
]
