"""What a sponsor sees and answers by the personal link."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from crm.models import Sponsorship
from crm.services.deliveries import ProofContent, add_proof
from reports.queries.today.enquiries import proposals_waiting, renewal_answers
from reports.queries.today.scope import MOST, Scope
from tests.campaigns.boards import photo
from tests.campaigns.pages import text_of
from tests.factories import CompanyFactory, signed_sponsorship
from tests.workplaces.factories import by_link, current
from workplaces.models import Proposal, RenewalAnswer, WorkplaceLink
from workplaces.services.personal_links import make_link
from workplaces.services.proposals import approve_proposal

pytestmark = [pytest.mark.django_db, pytest.mark.database("workplaces.services.sponsors")]


@pytest.fixture
def sponsored():
    agreement = signed_sponsorship(company=CompanyFactory(name="Åkeriet", city="Sala"), **current())
    _link, secret = make_link("sponsor", agreement.company, by=None)
    return agreement, secret


def details(company, **changed) -> dict:
    names = ("name", "street", "postal_code", "city", "website", "invoice_email", "invoice_reference")
    return {"phone": ""} | {name: getattr(company, name) for name in names} | changed


def test_details_and_logo_wait_and_are_approved_old_beside_new(client, client_for, make_user, sponsored):
    agreement, secret = sponsored
    company = agreement.company
    url = by_link("details_change", secret)
    same = client.post(url, details(company))
    assert same.context["form"].non_field_errors() == ["Det står redan så. Inget har ändrats."]
    client.post(url, details(company, city="Västerås") | {"logo": photo("logo.png")})
    company.refresh_from_db()
    proposal = Proposal.objects.get()
    assert (company.city, bool(company.logo), proposal.changes) == ("Sala", False, {"city": ["Sala", "Västerås"]})
    (row,) = proposals_waiting(Scope(timezone.localdate(), make_user("Partneransvarig")))
    assert row.what == "Ort: Västerås, Ny logotyp"
    page = text_of(client_for("Partneransvarig").get(proposal.get_absolute_url()))
    assert page.index("Sala") < page.index("Västerås")
    approve_proposal(proposal, by=make_user("Partneransvarig"))
    company.refresh_from_db()
    assert (company.city, bool(company.logo)) == ("Västerås", True)
    assert client.get(by_link("sponsor_logo", secret)).status_code == 200


def test_vector_logo_is_cleaned_when_it_is_sent_and_shown_where_nothing_of_it_runs(client, client_for, sponsored):
    agreement, secret = sponsored
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>1</script><circle r="4"/></svg>'
    file = SimpleUploadedFile("logo.svg", drawing)
    assert (
        client.post(by_link("details_change", secret), details(agreement.company) | {"logo": file}).status_code == 302
    )
    proposal, staff = Proposal.objects.get(), client_for("Partneransvarig")
    approve_proposal(proposal, by=staff.user)
    for shown in (
        staff.get(reverse("workplaces:proposal_logo", args=[proposal.pk])),
        client.get(by_link("sponsor_logo", secret)),
        client.get(reverse("public:company_logo", args=[agreement.company.pk])),
    ):
        assert shown.content == drawing.replace(b"<script>1</script>", b"")
        assert shown.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in shown.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["logo.png", "logo.svg"])
def test_approved_logo_stays_when_the_proposals_file_goes(client, make_user, sponsored, name):
    agreement, secret = sponsored
    drawing = SimpleUploadedFile(name, b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>')
    sent = drawing if name.endswith("svg") else photo(name)
    client.post(by_link("details_change", secret), details(agreement.company) | {"logo": sent})
    proposal = Proposal.objects.get()
    approve_proposal(proposal, by=make_user("Partneransvarig"))
    proposal.logo.storage.delete(proposal.logo.name)
    assert client.get(by_link("sponsor_logo", secret)).status_code == 200


def test_proposed_logo_is_taken_from_a_disk_as_from_memory(client, make_user, settings, sponsored, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}
    agreement, secret = sponsored
    client.post(by_link("details_change", secret), details(agreement.company) | {"logo": photo("logo.png")})
    approve_proposal(Proposal.objects.get(), by=make_user("Partneransvarig"))
    agreement.company.refresh_from_db()
    assert (tmp_path / agreement.company.logo.name).is_file()


def test_file_that_is_no_picture_is_refused(client, sponsored):
    agreement, secret = sponsored
    fake = photo("logo.png")
    fake.file.seek(0)
    fake.file.write(b"<script>")
    answer = client.post(by_link("details_change", secret), details(agreement.company) | {"logo": fake})
    assert (set(answer.context["form"].errors), Proposal.objects.count()) == ({"logo"}, 0)


def test_page_shows_what_was_promised_with_its_proofs(client, sponsored):
    agreement, secret = sponsored
    delivery = agreement.deliveries.first()
    proof = add_proof(delivery=delivery, proof=ProofContent(image=photo(), text="Skylten på plats"))
    page = text_of(client.get(by_link("sponsor", secret)))
    assert (delivery.text in page, "Skylten på plats" in page) == (True, True)
    assert client.get(by_link("proof_picture", secret, proof.pk)).status_code == 200


def test_nothing_of_another_company_is_reached(client, sponsored):
    _agreement, secret = sponsored
    other = signed_sponsorship(company=CompanyFactory(), **current())
    proof = add_proof(delivery=other.deliveries.first(), proof=ProofContent(image=photo()))
    tried = [
        client.get(by_link("proof_picture", secret, proof.pk)),
        client.get(by_link("renewal_reply", secret, other.pk)),
        client.post(by_link("renewal_reply", secret, other.pk), {"answer": "yes"}),
    ]
    assert ([each.status_code for each in tried], RenewalAnswer.objects.count()) == ([404] * 3, 0)


def test_answer_about_renewal_stands_on_idag_until_it_is_taken_care_of(client, client_for, sponsored):
    agreement, secret = sponsored
    url = by_link("renewal_reply", secret, agreement.pk)
    client.post(url, {"answer": "call", "note": ""})
    client.post(url, {"answer": "yes", "note": "Gärna två år"})
    answer, staff = RenewalAnswer.objects.get(), client_for("Administratör")
    Sponsorship.objects.update(owner=staff.user)
    assert "Gärna två år" in text_of(staff.get(reverse("reports:today")))
    staff.post(reverse("workplaces:answer_done", args=[answer.pk]))
    answer.refresh_from_db()
    assert (answer.answer, answer.handled_by) == ("yes", staff.user)


def test_all_answers_stand_on_idag_which_alone_has_them(make_user, sponsored):
    agreement, _secret = sponsored
    link = WorkplaceLink.objects.get(company=agreement.company)
    for _number in range(MOST + 2):
        other = signed_sponsorship(company=CompanyFactory(), **current())
        RenewalAnswer.objects.create(link=link, sponsorship=other, answer="yes")
    rows = renewal_answers(Scope(timezone.localdate(), make_user("Administratör"), everyone=True))
    assert len(rows) == MOST + 2


def test_staff_hand_the_link_out_from_the_companys_page(client_for, sponsored):
    agreement, _secret = sponsored
    panel = reverse("workplaces:link_panel", args=["sponsor", agreement.company.pk])
    page = client_for("Partneransvarig").get(agreement.company.get_absolute_url()).content.decode()
    assert panel in page
