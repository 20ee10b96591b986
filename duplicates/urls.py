from django.urls import path

from duplicates import views

app_name = "duplicates"
urlpatterns = [
    path("foretag/liknande/", views.CompanySimilar.as_view(), name="company_similar"),
    path("foretag/dubbletter/", views.CompanyPairList.as_view(), name="company_pair_list"),
    path("foretag/dubbletter/sok/", views.CompanyPairScan.as_view(), name="company_pair_scan"),
    path("foretag/dubbletter/<int:pk>/olika/", views.CompanyPairDistinct.as_view(), name="company_pair_distinct"),
    path("foretag/dubbletter/<int:pk>/oppna/", views.CompanyPairOpen.as_view(), name="company_pair_open"),
    path("foretag/<int:pk>/sla-ihop/", views.CompanyMergeWith.as_view(), name="company_merge_with"),
    path("foretag/<int:pk>/sla-ihop/<int:other>/", views.CompanyMerge.as_view(), name="company_merge"),
    path("personer/liknande/", views.ContactSimilar.as_view(), name="contact_similar"),
    path("personer/dubbletter/", views.ContactPairList.as_view(), name="contact_pair_list"),
    path("personer/dubbletter/sok/", views.ContactPairScan.as_view(), name="contact_pair_scan"),
    path("personer/dubbletter/<int:pk>/olika/", views.ContactPairDistinct.as_view(), name="contact_pair_distinct"),
    path("personer/dubbletter/<int:pk>/oppna/", views.ContactPairOpen.as_view(), name="contact_pair_open"),
    path("personer/<int:pk>/sla-ihop/", views.ContactMergeWith.as_view(), name="contact_merge_with"),
    path("personer/<int:pk>/sla-ihop/<int:other>/", views.ContactMerge.as_view(), name="contact_merge"),
    path("sammanslagningar/<int:pk>/", views.MergeSeen.as_view(), name="merge_detail"),
]
