"""A personal link that has ended tells nothing, not even that there was one; one that stands follows a merge."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import JurorLink
from core.models.secret_links import SecretLink
from core.secret_links import give_secret, revoke
from crm.models import Company
from duplicates.services.merging import merge
from tests.campaigns.boards import contest
from tests.campaigns.jury_factories import make_juror
from tests.factories import CompanyFactory, UserFactory
from tests.payroll.factories import make_scheme
from tests.workplaces.factories import by_link
from workplaces.services.personal_links import make_link

pytestmark = pytest.mark.django_db


def handed_out(kind: str, company: Company | None = None) -> tuple[SecretLink, str, str]:
    """A link of that kind, its secret and the address that it opens."""
    company = company or CompanyFactory()
    if kind in {"juror", "coordinator"}:
        competition, (team, _rival) = contest("Åkeriet", "Bageriet")
    if kind == "juror":
        secret = make_juror(competition).token
        return JurorLink.objects.get(), secret, reverse("board:juror", args=[secret])
    about = {"coordinator": lambda: team, "employer": lambda: make_scheme(company=company), "sponsor": lambda: company}
    link, secret = make_link(kind, about[kind](), by=None)
    return link, secret, by_link(kind, secret)


def end(link: SecretLink, how: str):
    if how == "revoked":
        revoke(link, by=UserFactory())
    elif how == "renewed":
        give_secret(link, by=None, expires_at=link.expires_at)
        link.save()
    else:
        type(link).objects.filter(pk=link.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))


@pytest.mark.parametrize("how", ["revoked", "expired", "renewed"])
@pytest.mark.parametrize("kind", ["juror", "coordinator", "employer", "sponsor"])
def test_link_that_has_ended_answers_as_one_that_never_was(client, kind, how):
    link, secret, address = handed_out(kind)
    assert client.get(address).status_code == 200
    end(link, how)

    def answered(path: str) -> tuple:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
        return answer.status_code, answer.content, headers, len(queries)

    ended, made_up = answered(address), answered(address.replace(secret, "x" * len(secret)))
    assert (ended, ended[0]) == (made_up, 404)


@pytest.mark.parametrize("kind", ["employer", "sponsor"])
def test_link_still_opens_when_its_company_is_merged_into_another(client, kind):
    lost, kept = CompanyFactory(name="Förr AB"), CompanyFactory(name="Numera AB")
    _link, _secret, address = handed_out(kind, lost)
    merge(lost=lost, kept=kept, by=UserFactory())
    page = client.get(address)
    assert (page.status_code, "Numera AB" in page.content.decode()) == (200, True)
