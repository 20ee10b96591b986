from django.urls import path

from goals.views import goals as views
from goals.views import page

app_name = "goals"
urlpatterns = [
    path("", views.GoalList.as_view(), name="goal_list"),
    path("farger.css", views.stylesheet, name="stylesheet"),
    path("<int:number>/", views.GoalDetail.as_view(), name="goal_detail"),
    path("<int:number>/andra/", views.GoalEdit.as_view(), name="goal_edit"),
    path("<int:number>/sida/", page.PageDetail.as_view(), name="page_detail"),
    path("<int:number>/sida/andra/", page.PageEdit.as_view(), name="page_edit"),
    path("<int:number>/sida/avsnitt/nytt/", page.SectionCreate.as_view(), name="section_create"),
    path("sida/avsnitt/<int:pk>/andra/", page.SectionEdit.as_view(), name="section_edit"),
    path("sida/avsnitt/<int:pk>/ta-bort/", page.SectionDelete.as_view(), name="section_delete"),
    path("<int:number>/sida/satt-att-hjalpa/nytt/", page.WayCreate.as_view(), name="way_create"),
    path("sida/satt-att-hjalpa/<int:pk>/andra/", page.WayEdit.as_view(), name="way_edit"),
    path("sida/satt-att-hjalpa/<int:pk>/ta-bort/", page.WayDelete.as_view(), name="way_delete"),
    path("<int:number>/sida/globala-mal/nytt/", page.ReasonCreate.as_view(), name="reason_create"),
    path("sida/globala-mal/<int:pk>/andra/", page.ReasonEdit.as_view(), name="reason_edit"),
    path("sida/globala-mal/<int:pk>/ta-bort/", page.ReasonDelete.as_view(), name="reason_delete"),
    path("<int:number>/sida/delning/ny/", page.ShareCreate.as_view(), name="share_create"),
    path("sida/delning/<int:pk>/andra/", page.ShareEdit.as_view(), name="share_edit"),
    path("sida/delning/<int:pk>/ta-bort/", page.ShareDelete.as_view(), name="share_delete"),
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
