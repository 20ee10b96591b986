from django.urls import path

from accounts.views import handover, keys, users
from accounts.views.invitations import (
    InvitationAccept,
    InvitationCreate,
    InvitationList,
    InvitationRenew,
    InvitationRevoke,
    PasswordChoose,
)

urlpatterns = [
    path("anvandare/", users.UserList.as_view(), name="user_list"),
    path("anvandare/bjud-in/", InvitationCreate.as_view(), name="invitation_create"),
    path("anvandare/inbjudningar/", InvitationList.as_view(), name="invitation_list"),
    path("anvandare/inbjudningar/<int:pk>/ny/", InvitationRenew.as_view(), name="invitation_renew"),
    path("anvandare/inbjudningar/<int:pk>/aterkalla/", InvitationRevoke.as_view(), name="invitation_revoke"),
    path("anvandare/nycklar/", keys.KeyList.as_view(), name="key_list"),
    path("anvandare/<int:pk>/", users.UserDetail.as_view(), name="user_detail"),
    path("anvandare/<int:pk>/andra/", users.UserEdit.as_view(), name="user_edit"),
    path("anvandare/<int:pk>/roller/", users.UserRoles.as_view(), name="user_roles"),
    path("anvandare/<int:pk>/pausa/", users.UserPause.as_view(), name="user_pause"),
    path("anvandare/<int:pk>/overlamna/", handover.UserHandover.as_view(), name="user_handover"),
    path("anvandare/<int:pk>/ateruppta/", users.UserResume.as_view(), name="user_resume"),
    path("anvandare/<int:pk>/lank/", users.UserPasswordLink.as_view(), name="user_password_link"),
    path("anvandare/<int:pk>/inloggningar/avsluta/", users.UserSessionsEnd.as_view(), name="user_sessions_end"),
    path("anvandare/<int:pk>/andra-steget/ta-bort/", users.UserFactorsRemove.as_view(), name="user_factors_remove"),
    path("anvandare/<int:pk>/kalender/aterkalla/", users.UserCalendarRevoke.as_view(), name="user_calendar_revoke"),
    path("profil/nycklar/ny/", keys.KeyCreate.as_view(), name="key_create"),
    path("profil/nycklar/<str:token_key>/aterkalla/", keys.KeyRevoke.as_view(), name="key_revoke"),
    path("profil/inloggningar/avsluta/", keys.OwnSessionsEnd.as_view(), name="sessions_end"),
    path("valkommen/<str:token>/", InvitationAccept.as_view(), name="invitation_accept"),
    path("nytt-losenord/<str:token>/", PasswordChoose.as_view(), name="password_choose"),
]
