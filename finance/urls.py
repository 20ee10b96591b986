from django.urls import path

from finance.views import bank_files, match_payments

app_name = "finance"

urlpatterns = [
    path("ekonomi/bankfiler/", bank_files.BankFileList.as_view(), name="bankfile_list"),
    path("ekonomi/bankfiler/ny/", bank_files.BankFileCreate.as_view(), name="bankfile_create"),
    path("ekonomi/bankfiler/<int:pk>/", bank_files.BankFileDetail.as_view(), name="bankfile_detail"),
    path("ekonomi/bankfiler/utkast/<int:pk>/", bank_files.BankFilePreview.as_view(), name="bankfile_preview"),
    path("ekonomi/bankfiler/utkast/<int:pk>/kolumner/", bank_files.BankFileColumns.as_view(), name="bankfile_columns"),
    path("ekonomi/bankfiler/utkast/<int:pk>/las-in/", bank_files.BankFileCommit.as_view(), name="bankfile_commit"),
    path("ekonomi/bankfiler/utkast/<int:pk>/slang/", bank_files.BankFileDiscard.as_view(), name="bankfile_discard"),
    path("ekonomi/koppla/", match_payments.Matching.as_view(), name="matching"),
    path("ekonomi/koppla/sakra/", match_payments.MatchCertain.as_view(), name="match_certain"),
    path("ekonomi/koppla/<int:pk>/", match_payments.MatchConfirm.as_view(), name="match_confirm"),
    path("ekonomi/koppla/<int:pk>/angra/", match_payments.MatchUndo.as_view(), name="match_undo"),
    path("ekonomi/koppla/<int:pk>/fordela/", match_payments.PaymentSplit.as_view(), name="payment_split"),
]
