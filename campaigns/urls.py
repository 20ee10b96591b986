from django.urls import path

from campaigns.views import board, kit, payroll, payroll_months, reveal

app_name = "campaigns"
urlpatterns = [
    # kit, certificates and reveal
    path("tavlingar/<int:pk>/material/", kit.Kit.as_view(), name="kit"),
    path("tavlingar/<int:pk>/material/inbjudan/", kit.Invitation.as_view(), name="invitation"),
    path("tavlingar/<int:pk>/material/regler/", kit.RulesSheet.as_view(), name="rules_sheet"),
    path("tavlingar/<int:pk>/material/affisch/", kit.Poster.as_view(), name="poster"),
    path("tavlingar/<int:pk>/tavla/", board.BoardPreview.as_view(), name="board_preview"),
    path("tavlingar/<int:pk>/avslojande/", reveal.RevealPage.as_view(), name="reveal"),
    path("tavlingar/<int:pk>/avslojande/anteckningar/", reveal.RevealNotes.as_view(), name="reveal_notes"),
    path("tavlingar/<int:pk>/avslojande/visa/", reveal.RevealPublish.as_view(), name="reveal_publish"),
    path("avslojande/bild/<int:pk>/", reveal.RevealPicture.as_view(), name="reveal_picture"),
    path("lag/<int:pk>/diplom/", kit.Certificate.as_view(), name="certificate"),
    path("lag/<int:pk>/tack/", kit.Thanks.as_view(), name="thanks"),
    # payroll giving
    path("gava-via-lon/", payroll.PayrollList.as_view(), name="payroll_list"),
    path("gava-via-lon/ny/", payroll.PayrollCreate.as_view(), name="payroll_create"),
    path("gava-via-lon/forsenade/", payroll.PayrollOverdue.as_view(), name="payroll_overdue"),
    path("gava-via-lon/<int:pk>/", payroll.PayrollDetail.as_view(), name="payroll_detail"),
    path("gava-via-lon/<int:pk>/andra/", payroll.PayrollEdit.as_view(), name="payroll_edit"),
    path("gava-via-lon/<int:pk>/manader/", payroll.PayrollOpen.as_view(), name="payroll_open"),
    path("gava-via-lon/<int:pk>/dokument/", payroll.PayrollDocument.as_view(), name="payroll_document"),
    path("gava-via-lon/manad/<int:pk>/", payroll_months.PayrollMonthDetail.as_view(), name="payroll_month"),
    path("gava-via-lon/manad/<int:pk>/anmalt/", payroll_months.PayrollDeclare.as_view(), name="payroll_declare"),
    path("gava-via-lon/manad/<int:pk>/mottaget/", payroll_months.PayrollReceive.as_view(), name="payroll_receive"),
    path("gava-via-lon/manad/<int:pk>/stang/", payroll_months.PayrollClose.as_view(), name="payroll_close"),
    path("gava-via-lon/manad/<int:pk>/oppna/", payroll_months.PayrollReopen.as_view(), name="payroll_reopen"),
    path("gava-via-lon/inbetalning/<int:pk>/ratta/", payroll_months.PayrollReverse.as_view(), name="payroll_reverse"),
    path("tavlingar/<int:pk>/gava-via-lon/", payroll.PayrollPanel.as_view(), name="payroll_panel"),
]
