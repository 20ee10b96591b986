from django.urls import path

from imports.views import gifts, lists, reading

app_name = "imports"
urlpatterns = [
    # lists for the register
    path("import/", lists.ImportList.as_view(), name="import_list"),
    path("import/ny/<slug:kind>/", lists.ImportCreate.as_view(), name="import_create"),
    path("import/mall/<slug:kind>/", lists.ImportTemplate.as_view(), name="import_template"),
    path("import/<int:pk>/", lists.ImportDetail.as_view(), name="import_detail"),
    path("import/<int:pk>/kolumner/", lists.ImportColumns.as_view(), name="import_columns"),
    path("import/<int:pk>/varden/", lists.ImportValues.as_view(), name="import_values"),
    path("import/<int:pk>/spara/", reading.ImportCommit.as_view(), name="import_commit"),
    path("import/<int:pk>/framsteg/", reading.ImportProgress.as_view(), name="import_progress"),
    path("import/<int:pk>/fel/", lists.ImportMistakes.as_view(), name="import_mistakes"),
    path("import/<int:pk>/angra/", reading.ImportUndo.as_view(), name="import_undo"),
    path("import/<int:pk>/kasta/", lists.ImportDiscard.as_view(), name="import_discard"),
    # gifts of a competition
    path("tavlingar/<int:pk>/bidrag/lista/", gifts.GiftListCreate.as_view(), name="gift_list_create"),
    path("tavlingar/<int:pk>/bidrag/lista/se/", gifts.GiftListPreview.as_view(), name="gift_list_preview"),
    path("tavlingar/<int:pk>/bidrag/lista/spara/", gifts.GiftListCommit.as_view(), name="gift_list_commit"),
]
