from django.urls import path

from goals import views

app_name = "goals"
urlpatterns = [
    path("", views.GoalList.as_view(), name="goal_list"),
    path("farger.css", views.stylesheet, name="stylesheet"),
    path("<int:number>/", views.GoalDetail.as_view(), name="goal_detail"),
    path("<int:number>/andra/", views.GoalEdit.as_view(), name="goal_edit"),
    path("<int:number>/nyckeltal/nytt/", views.KeyFigureCreate.as_view(), name="figure_create"),
    path("<int:number>/malsumma/ny/", views.AimCreate.as_view(), name="aim_create"),
    path("malsummor/<int:pk>/andra/", views.AimEdit.as_view(), name="aim_edit"),
    path("malsummor/<int:pk>/ta-bort/", views.AimDelete.as_view(), name="aim_delete"),
    path("<int:number>/erbjudanden/nytt/", views.OfferCreate.as_view(), name="offer_create"),
    path("nyckeltal/<int:pk>/andra/", views.KeyFigureEdit.as_view(), name="figure_edit"),
    path("nyckeltal/<int:pk>/ta-bort/", views.KeyFigureDelete.as_view(), name="figure_delete"),
    path("nyckeltal/<int:pk>/nytt-varde/", views.ValueCreate.as_view(), name="value_create"),
    path("matvarden/<int:pk>/andra/", views.ValueEdit.as_view(), name="value_edit"),
    path("matvarden/<int:pk>/ta-bort/", views.ValueDelete.as_view(), name="value_delete"),
    path("erbjudanden/<int:pk>/andra/", views.OfferEdit.as_view(), name="offer_edit"),
    path("nivaer/", views.TierList.as_view(), name="tier_list"),
    path("nivaer/ny/", views.TierCreate.as_view(), name="tier_create"),
    path("nivaer/<int:pk>/andra/", views.TierEdit.as_view(), name="tier_edit"),
]
