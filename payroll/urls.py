from django.urls import path

from payroll.views import months, schemes

app_name = "payroll"
urlpatterns = [
    path("gava-via-lon/", schemes.PayrollList.as_view(), name="list"),
    path("gava-via-lon/ny/", schemes.PayrollCreate.as_view(), name="create"),
    path("gava-via-lon/forsenade/", schemes.PayrollOverdue.as_view(), name="overdue"),
    path("gava-via-lon/<int:pk>/", schemes.PayrollDetail.as_view(), name="detail"),
    path("gava-via-lon/<int:pk>/andra/", schemes.PayrollEdit.as_view(), name="edit"),
    path("gava-via-lon/<int:pk>/ta-bort/", schemes.PayrollDiscard.as_view(), name="discard"),
    path("gava-via-lon/<int:pk>/manader/", schemes.PayrollOpen.as_view(), name="open"),
    path("gava-via-lon/<int:pk>/dokument/", schemes.PayrollDocument.as_view(), name="document"),
    path("gava-via-lon/manad/<int:pk>/", months.PayrollMonthDetail.as_view(), name="month"),
    path("gava-via-lon/manad/<int:pk>/paminn/", months.PayrollRemind.as_view(), name="remind"),
    path("gava-via-lon/manad/<int:pk>/anmalt/", months.PayrollDeclare.as_view(), name="declare"),
    path("gava-via-lon/manad/<int:pk>/mottaget/", months.PayrollReceive.as_view(), name="receive"),
    path("gava-via-lon/manad/<int:pk>/stang/", months.PayrollClose.as_view(), name="close"),
    path("gava-via-lon/manad/<int:pk>/oppna/", months.PayrollReopen.as_view(), name="reopen"),
    path("gava-via-lon/inbetalning/<int:pk>/ratta/", months.PayrollReverse.as_view(), name="reverse"),
    path("tavlingar/<int:pk>/gava-via-lon/", schemes.PayrollPanel.as_view(), name="panel"),
]
