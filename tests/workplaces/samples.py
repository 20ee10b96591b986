"""Objects for the addresses of workplaces: see tests/access_samples.py."""

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from campaigns.models import Team
from core.models import User
from crm.services.deliveries import ProofContent, add_proof
from tests.campaigns.boards import photo
from tests.campaigns.jury_factories import make_entry, make_picture
from tests.factories import CompanyFactory, signed_sponsorship
from tests.payroll.factories import make_month, make_scheme
from tests.workplaces.factories import current, make_start
from workplaces.services.personal_links import make_link
from workplaces.services.proposals import propose
from workplaces.services.sponsors import answer_renewal
from workplaces.services.starts import confirm_start


def workplace_samples(team: Team, *, by: User) -> dict[str, dict]:
    link, secret = make_link("coordinator", team, by=by)
    entry = make_entry(team)
    start, asked = make_start()
    confirm_start(start)
    scheme = make_scheme(starts=timezone.localdate() - relativedelta(months=2))
    month = make_month(scheme, on=timezone.localdate())
    _link, employers = make_link("employer", scheme, by=by)
    sponsored = signed_sponsorship(company=CompanyFactory(logo=photo()), **current())
    proof = add_proof(delivery=sponsored.deliveries.first(), proof=ProofContent(image=photo()))
    of_sponsor, sponsors = make_link("sponsor", sponsored.company, by=by)
    answer = answer_renewal(of_sponsor, sponsorship=sponsored, answer="yes")
    about_team = {"kind": "coordinator", "pk": team.pk}
    return {
        "workplace:": {"token": secret, "pk": entry.pk},
        "workplace:activity_picture": {"token": secret, "pk": make_picture(entry).pk},
        "workplace:activity_picture_add": {"token": secret, "pk": entry.pk},
        "workplace:employer": {"token": employers},
        "workplace:month_declare": {"token": employers, "pk": month.pk},
        "workplace:bands_change": {"token": employers},
        "workplace:sponsor": {"token": sponsors},
        "workplace:details_change": {"token": sponsors},
        "workplace:renewal_reply": {"token": sponsors, "pk": sponsored.pk},
        "workplace:proof_picture": {"token": sponsors, "pk": proof.pk},
        "workplace:sponsor_logo": {"token": sponsors},
        "workplaces:answer_done": {"pk": answer.pk},
        "workplace:start_confirm": {"token": asked},
        "workplaces:link_": {"pk": link.pk},
        "workplaces:link_create": about_team,
        "workplaces:link_panel": about_team,
        "workplaces:proposal_": {"pk": propose(link, wanted={"name": "Prov"}, logo=photo()).pk},
        "workplaces:start": {"kind": "collection"},
        "workplaces:start_": {"pk": start.pk},
    }
