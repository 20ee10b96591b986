"""Pages for people at workplaces without login, by their personal links."""

from django.urls import path

from workplaces.views import coordinator, employer, sponsor, starts

app_name = "workplace"
urlpatterns = [
    path("bekrafta/<str:token>/", starts.StartConfirm.as_view(), name="start_confirm"),
    path("lag/<str:token>/", coordinator.CoordinatorHome.as_view(), name="coordinator"),
    path("lag/<str:token>/uppgifter/", coordinator.TeamReport.as_view(), name="team_report"),
    path("lag/<str:token>/aktivitet/ny/", coordinator.ActivityReport.as_view(), name="activity_report"),
    path("lag/<str:token>/aktivitet/<int:pk>/", coordinator.ActivityChange.as_view(), name="activity_change"),
    path("lag/<str:token>/aktivitet/<int:pk>/bild/", coordinator.PictureAdd.as_view(), name="activity_picture_add"),
    path("lag/<str:token>/bild/<int:pk>/", coordinator.Picture.as_view(), name="activity_picture"),
    path("lag/<str:token>/bild/<int:pk>/ta-bort/", coordinator.PictureDrop.as_view(), name="activity_picture_drop"),
    path("lon/<str:token>/", employer.EmployerHome.as_view(), name="employer"),
    path("lon/<str:token>/manad/<int:pk>/", employer.MonthDeclare.as_view(), name="month_declare"),
    path("lon/<str:token>/grupper/", employer.BandsChange.as_view(), name="bands_change"),
    path("partner/<str:token>/", sponsor.SponsorHome.as_view(), name="sponsor"),
    path("partner/<str:token>/uppgifter/", sponsor.DetailsChange.as_view(), name="details_change"),
    path("partner/<str:token>/avtal/<int:pk>/", sponsor.RenewalReply.as_view(), name="renewal_reply"),
    path("partner/<str:token>/bevis/<int:pk>/", sponsor.ProofPicture.as_view(), name="proof_picture"),
    path("partner/<str:token>/logotyp/", sponsor.Logo.as_view(), name="sponsor_logo"),
    path("lag/<str:token>/affisch/", coordinator.Poster.as_view(), name="team_poster"),
]
