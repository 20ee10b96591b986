from django.urls import path

from workplaces.views import approving, personal_links, proposals, starts

app_name = "workplaces"
urlpatterns = [
    path("arbetsplatser/lankar/<str:kind>/<int:pk>/", personal_links.LinkPanel.as_view(), name="link_panel"),
    path("arbetsplatser/lankar/<str:kind>/<int:pk>/ny/", personal_links.LinkCreate.as_view(), name="link_create"),
    path("arbetsplatser/lank/<int:pk>/ny-lank/", personal_links.LinkRenew.as_view(), name="link_renew"),
    path("arbetsplatser/lank/<int:pk>/aterkalla/", personal_links.LinkRevoke.as_view(), name="link_revoke"),
    path("arbetsplatser/anmalda/<int:pk>/", approving.StartPanel.as_view(), name="start_panel"),
    path("arbetsplatser/anmalda/<int:pk>/godkann/", approving.StartApprove.as_view(), name="start_approve"),
    path("arbetsplatser/svar/<int:pk>/klart/", approving.AnswerDone.as_view(), name="answer_done"),
    # what visitors reach without logging in
    path("public/starta/", starts.StartChoose.as_view(), name="start_choose"),
    path("public/starta/tack/", starts.StartThanks.as_view(), name="start_thanks"),
    path("public/starta/<str:kind>/", starts.StartPage.as_view(), name="start"),
    path("arbetsplatser/forslag/", proposals.ProposalList.as_view(), name="proposal_list"),
    path("arbetsplatser/forslag/<int:pk>/", proposals.ProposalDetail.as_view(), name="proposal_detail"),
    path("arbetsplatser/forslag/<int:pk>/godkann/", proposals.ProposalApprove.as_view(), name="proposal_approve"),
    path("arbetsplatser/forslag/<int:pk>/avboj/", proposals.ProposalDecline.as_view(), name="proposal_decline"),
    path("arbetsplatser/forslag/<int:pk>/logotyp/", proposals.ProposalLogo.as_view(), name="proposal_logo"),
]
