from django.urls import include, path

from finance.views import bank_files, basis, books, instalments, match_payments, payments, periods, plans, year_end

app_name = "finance"

instalment = [
    path("", instalments.InstalmentDetail.as_view(), name="instalment_detail"),
    path("fakturerad/", instalments.InstalmentInvoice.as_view(), name="instalment_invoice"),
    path("inte-fakturerad/", instalments.InstalmentInvoiceWithdraw.as_view(), name="instalment_invoice_withdraw"),
    path("skriv-av/", instalments.InstalmentWriteOff.as_view(), name="instalment_write_off"),
    path("inte-avskriven/", instalments.InstalmentWriteOffWithdraw.as_view(), name="instalment_write_off_withdraw"),
    path("kreditera/", instalments.InstalmentCredit.as_view(), name="instalment_credit"),
    path("inte-krediterad/", instalments.InstalmentCreditWithdraw.as_view(), name="instalment_credit_withdraw"),
]
plan = [
    path("", plans.PlanPanel.as_view(), name="plan_panel"),
    path("ny/", plans.PlanCreate.as_view(), name="plan_create"),
    path("andra/", plans.PlanEdit.as_view(), name="plan_edit"),
    path("ta-bort/", plans.PlanRemove.as_view(), name="plan_remove"),
]
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
    path("ekonomi/delbetalningar/", instalments.InstalmentList.as_view(), name="instalment_list"),
    path("ekonomi/delbetalningar/<int:pk>/", include(instalment)),
    path("ekonomi/att-paminna-om/", instalments.InstalmentReminders.as_view(), name="instalment_reminders"),
    path("ekonomi/aldersanalys/", instalments.Ageing.as_view(), name="ageing"),
    path("ekonomi/fakturaunderlag/", basis.InvoiceBasis.as_view(), name="invoice_basis"),
    path("ekonomi/fakturaunderlag/<slug:layout>.<slug:extension>", basis.BasisFile.as_view(), name="basis_file"),
    path("foretag/<int:pk>/kund/", basis.CustomerEdit.as_view(), name="customer_edit"),
    path("sponsorskap/<int:pk>/betalplan/", include(plan)),
    path("ekonomi/inbetalningar/", payments.PaymentList.as_view(), name="payment_list"),
    path("ekonomi/inbetalningar/ny/", payments.PaymentCreate.as_view(), name="payment_create"),
    path("ekonomi/inbetalningar/<int:pk>/", payments.PaymentDetail.as_view(), name="payment_detail"),
    path("ekonomi/inbetalningar/<int:pk>/ta-tillbaka/", payments.PaymentWithdraw.as_view(), name="payment_withdraw"),
    path("ekonomi/inbetalningar/<int:pk>/konto/", payments.AccountAllocate.as_view(), name="payment_account"),
    path("ekonomi/fordelningar/<int:pk>/ratta/", payments.AllocationReverse.as_view(), name="allocation_reverse"),
    path("ekonomi/manader/", periods.PeriodList.as_view(), name="period_list"),
    path("ekonomi/manader/<int:year>/<int:month>/", periods.PeriodDetail.as_view(), name="period_detail"),
    path("ekonomi/manader/<int:year>/<int:month>/las/", periods.PeriodLock.as_view(), name="period_lock"),
    path("ekonomi/manader/<int:year>/<int:month>/oppna/", periods.PeriodReopen.as_view(), name="period_reopen"),
    path("ekonomi/manader/<int:year>/<int:month>/sie/", periods.PeriodExport.as_view(), name="period_export"),
    path("ekonomi/bokslut/<int:year>/", year_end.YearEndPage.as_view(), name="year_end"),
    path("ekonomi/bokforing/", books.BooksEdit.as_view(), name="books_edit"),
    path("ekonomi/sie/", books.LedgerExportList.as_view(), name="ledgerexport_list"),
    path("ekonomi/sie/<int:pk>/", books.LedgerExportDetail.as_view(), name="ledgerexport_detail"),
    path("ekonomi/sie/<int:pk>/hamta/", books.LedgerExportFetch.as_view(), name="ledgerexport_fetch"),
]
