"""Objects for the addresses that tests/test_access.py tries: what stands in `<int:pk>` and its like."""

from io import BytesIO

from allauth.socialaccount.models import SocialAccount
from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.services.one_time_links import invite, make_password_link
from campaigns.services.contributions import begin_batch
from campaigns.services.lifecycle import reveal_result
from core.audit import record
from core.documents import sha256_of
from core.models import (
    ApiToken,
    AuditKind,
    Changeset,
    Job,
    JobState,
    RetentionPeriod,
    SavedView,
    User,
    our_organisation,
)
from core.services import make_calendar_link, save_organisation, save_view
from crm.models import LapseReason, StageRule
from crm.services.amendments import amend_sponsorship
from crm.services.deliveries import ProofContent, add_proof, deliver
from crm.services.extra_deliveries import add_extra_delivery
from crm.services.removals import remove_interaction
from crm.services.tags import tag_company
from duplicates.models import CompanyPair, ContactPair
from duplicates.services.merging import merge
from goals.models import KeyFigure, KeyFigureValue, Tier, TierOffer
from imports.models import ImportKind
from inbox.services.email_to_log import start_draft
from mailing.letter_layout import unsubscribe_token
from mailing.models import LetterTemplate, SuppressionReason
from mailing.services.mailings import write_mailing
from mailing.services.queueing import Text, To, queue_letter
from mailing.services.suppressions import suppress_address
from operations.models import Backup
from privacy.models import RetentionRule
from privacy.services.holds import put_hold
from privacy.services.requests import register_request
from tests.accounts.passkeys import make_factors
from tests.campaigns.boards import contest, decided, entry_with_picture, photo
from tests.campaigns.factories import give, promise
from tests.campaigns.jury_factories import an_idea, make_juror
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    make_aim,
    make_document,
    make_enquiry,
    signed_sponsorship,
)
from tests.finance.factories import planned_sponsorship
from tests.finance.samples import bank_files, books, kept_export, of_a_company
from tests.imports.drafts import draft
from tests.inbox.received import inbound_samples
from tests.payroll.factories import make_month, make_scheme, receive
from tests.website.factories import make_reason, make_section, make_share_text, make_way, write_page
from tests.workplaces.samples import workplace_samples

METRICS_TOKEN = "prov"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle r="4"/></svg>'
# What an address asks for besides a login.
HEADERS = {"operations:metrics": {"Authorization": f"Bearer {METRICS_TOKEN}"}}
QUERIES = {"website:oembed": {"url": "http://testserver/public/goals/1/"}}


def done_job(*, owner: User) -> Job:
    now, file = timezone.now(), ContentFile(b"x", name="prov")
    return Job.objects.create(
        owner=owner,
        kind="workbook",
        title="Prov",
        state=JobState.DONE,
        seen_at=now,
        finished_at=now,
        file=file,
        file_name="prov.xlsx",
        digest=sha256_of(file),
    )


def goal_pages(goal: dict) -> dict[str, dict]:
    write_page(partner_name="Prov", partner_email="prov@missionen.example", partner_picture=photo())
    section = {"pk": make_section(picture=photo(), picture_alt="Prov").pk}
    way, reason, shared = ({"pk": make().pk} for make in (make_way, make_reason, make_share_text))
    return {
        "api:goalsection-": section,
        "api:waytohelp-": way,
        "api:globalgoalreason-": reason,
        "api:sharetext-": shared,
        "goals:section_": section,
        "goals:section_create": goal,
        "goals:way_": way,
        "goals:way_create": goal,
        "goals:reason_": reason,
        "goals:reason_create": goal,
        "goals:share_": shared,
        "goals:share_create": goal,
        "website:": goal,
        "website:embed": {"number": 1, "kind": "partners"},
        "website:section_picture": section,
    }


def of_a_revealed_team() -> dict[str, str]:
    competition, (team, _other) = decided(("Kajan", 100), ("Kråkan", 50))
    reveal_result(competition)
    return {"token": competition.board_token, "code": team.code}


def make_samples(user: User) -> dict[str, dict]:
    """URL arguments by the beginning of the pattern's name; the longest beginning that fits is used.

    `user` is the one who will try, for what is everybody's own, like a token.
    """
    today = timezone.localdate()
    ours = our_organisation()
    ours.logo, ours.logo_svg, ours.partner_picture = logo(), SimpleUploadedFile("logo.svg", SVG), logo()
    ours.partner_name, ours.partner_email = "Prov", "prov@missionen.example"
    save_organisation(ours)
    partner = CompanyFactory(logo=logo())
    signed = signed_sponsorship(
        company=partner, starts=today, ends=today + relativedelta(years=1, days=-1), signed_on=today
    )
    tomorrow = {"starts": today + relativedelta(days=1), "amount": 1}
    amendment = amend_sponsorship(signed, **tomorrow, reason="Prov", by=user)
    lead = SponsorshipFactory(company=partner, goal=get_goal(2))
    delivery = signed.deliveries.first()
    extra = add_extra_delivery(signed, text="Prov")
    part = deliver(extra, by=user, on=today).parts.get()
    proof = add_proof(delivery=delivery, proof=ProofContent(image=photo()))
    affiliation = AffiliationFactory(company=partner)
    tag = tag_company(partner, name="Prov")
    twins, namesakes = CompanyFactory.create_batch(2), ContactFactory.create_batch(2)
    pair = CompanyPair.objects.create(one=twins[0], other=twins[1], points=50)
    person_pair = ContactPair.objects.create(one=namesakes[0], other=namesakes[1], points=50)
    merged = merge(lost=CompanyFactory(), kept=CompanyFactory(), by=user)
    bulk = Changeset.objects.create(kind="bulk", subject="crm.Company", made_by=user)
    view = save_view(SavedView(owner=user, list_name="crm:company_list", name="Prov"))
    token, _secret = ApiToken.objects.create(user=user, name="Prov")
    company, contact = {"pk": partner.pk}, {"pk": affiliation.contact_id}
    interaction, step = (
        {"pk": InteractionFactory(companies=[partner], logged_by=user).pk},
        {"pk": NextStepFactory(company=partner).pk},
    )
    removed = remove_interaction(InteractionFactory(companies=[partner]), by=UserFactory(is_superuser=True))
    paused = {"pk": PauseFactory(company=partner).pk}
    goal = {"number": 1, "pk": get_goal().pk}
    competition, (team, _rival) = contest("Åkeriet", "Bageriet", picture=photo())
    picture = entry_with_picture(team)
    entry, juror = {"pk": picture.entry_id}, make_juror(competition)
    make_juror(competition, user=user)
    criterion = {"pk": competition.criteria.first().pk}
    payroll = make_scheme(company=partner, document=logo(), starts=today - relativedelta(months=2))
    month = make_month(payroll, on=today)
    receipt = receive(month, 1, received_on=today)
    gift = {"pk": give(team).pk}
    batch = {"pk": begin_batch(competition=competition, by=user, source="Prov").pk}
    match = {"pk": promise(competition).pk}
    shared, enquiry = planned_sponsorship(goal=get_goal(2)), {"pk": make_enquiry().pk}
    mail = {"pk": start_draft(by=user, text="Hej!").pk}
    asked = register_request(kind="access", received_on=today, contact=affiliation.contact)
    hold = put_hold(by=user, reason="Prov", company=CompanyFactory())
    document = {"pk": make_document(company=partner).pk}
    job = done_job(owner=user)
    colleague = UserFactory(is_active=False)
    invitation, invited = invite(
        roles=Group.objects.filter(name="Läsare"),
        by=None,
        first_name="Kim",
        last_name="Ek",
        email="kim@medspel.example",
    )
    _link, lost = make_password_link(UserFactory(), by=None)
    listed = draft(ImportKind.COMPANY, [["Namn"], ["Från en lista"]], by=user)
    return {
        "admin:": {"id": "0", "object_id": "0", "app_label": "crm", "content_type_id": 0, "url": "x"},
        "api:affiliation-": {"pk": affiliation.pk},
        "api:auditentry-": {"pk": record(AuditKind.LOGIN, by=user).pk},
        "api:changeset-": {"pk": bulk.pk},
        "api:company-": company,
        "api:competition-": {"pk": competition.pk},
        "api:contact-": contact,
        "api:contribution-": gift,
        "api:document-": document,
        "api:delivery-": {"pk": delivery.pk},
        "api:entry-": entry,
        "api:enquiry-": enquiry,
        "api:import-": {"pk": listed.pk},
        "api:savedview-": {"pk": view.pk},
        "api:stagerule-": {"pk": StageRule.objects.first().pk},
        "api:tag-": {"pk": tag.pk},
        "api:goal-": goal,
        "api:interaction-": interaction,
        "api:nextstep-": step,
        "api:lapsereason-": {"pk": LapseReason.objects.first().pk},
        "api:match-": match,
        "api:pause-": paused,
        "api:sponsorship-": {"pk": lead.pk},
        "api:sponsorship-end": {"pk": signed.pk},
        "api:user-": {"pk": user.pk},
        "api:team-": {"pk": team.pk},
        "board:": {"token": competition.board_token},
        "board:juror": {"token": juror.token, "pk": picture.pk},
        "campaigns:": {"pk": competition.pk},
        "campaigns:activity_": {"pk": picture.entry.activity_id},
        "website:board_picture": {"token": competition.board_token},
        **an_idea(picture.entry),
        "campaigns:batch_": batch,
        "campaigns:company_panel": company,
        "campaigns:contribution_assign": gift,
        "campaigns:contribution_detail": gift,
        "campaigns:contribution_reverse": gift,
        "campaigns:criterion_": criterion,
        "campaigns:criterion_create": {"pk": competition.pk},
        "campaigns:entry_": entry,
        "campaigns:entry_create": {"pk": competition.pk},
        "campaigns:entry_picture": {"pk": picture.pk},
        "campaigns:entry_picture_add": entry,
        "campaigns:giver_": gift,
        "campaigns:juror_": {"pk": juror.pk},
        "campaigns:juror_create": {"pk": competition.pk},
        "campaigns:certificate": {"pk": team.pk},
        "campaigns:match_delete": match,
        "campaigns:match_edit": match,
        "api:datarequest-": {"pk": asked.pk},
        "privacy:request_": {"pk": asked.pk},
        "privacy:hold_lift": {"pk": hold.pk},
        "privacy:hold_contact": contact,
        "privacy:hold_company": company,
        "privacy:person_": {"kind": "contact", **contact},
        "privacy:retention_": {"pk": RetentionRule.objects.first().pk},
        "privacy:period_": {"pk": RetentionPeriod.objects.first().pk},
        **bank_files(user),
        **books(user),
        **of_a_company(receipt.allocations.get()),
        "finance:statement": company,
        "finance:export_": {"pk": kept_export(user).pk},
        "api:exportrecord-": {"pk": kept_export(user).pk},
        "payroll:": {"pk": payroll.pk},
        "payroll:close": {"pk": month.pk},
        "payroll:declare": {"pk": month.pk},
        "payroll:month": {"pk": month.pk},
        "payroll:panel": {"pk": competition.pk},
        "payroll:receive": {"pk": month.pk},
        "payroll:reopen": {"pk": month.pk},
        "payroll:reverse": {"pk": receipt.pk},
        "api:instalment-": {"pk": shared.instalments.first().pk},
        "finance:instalment_": {"pk": shared.instalments.first().pk},
        "finance:plan_": {"pk": shared.pk},
        "finance:basis_file": {"layout": "fortnox", "extension": "csv"},
        "finance:customer_edit": company,
        "campaigns:reveal_picture": {"pk": entry_with_picture(team).pk},
        "campaigns:team_": {"pk": team.pk},
        "campaigns:team_create": {"pk": competition.pk},
        "campaigns:thanks": {"pk": team.pk},
        "core:job": {"pk": job.pk},
        "core:schedule_run": {"pk": "clearsessions"},
        "core:view_": {"pk": view.pk},
        "core:put_back": {"ticket": "none"},
        "core:changeset": {"pk": bulk.pk},
        "accounts:email_confirm": {"token": "prov"},
        "openid_connect_": {"provider_id": "prov"},
        "accounts:outside_unlink": {"pk": SocialAccount.objects.create(user=user, provider="prov", uid="prov").pk},
        "mfa_remove_webauthn": {"pk": make_factors(user).pk},
        "account_reset_password_from_key": {"uidb36": "1", "key": "prov-prov"},
        "accounts:key_": {"token_key": token.token_key},
        "accounts:user_": {"pk": colleague.pk},
        "accounts:invitation_": {"pk": invitation.pk},
        "accounts:invitation_accept": {"token": invited},
        "accounts:password_choose": {"token": lost},
        "core:token_": {"token_key": token.token_key},
        "reports:start_confirm": {"pk": goal["pk"]},
        "reports:start_skip": {"pk": "mail"},
        "reports:start_take_up": {"pk": "mail"},
        "reports:help_page": {"key": "idag"},
        "reports:calendar": {"token": make_calendar_link(UserFactory())},
        "crm:affiliation_create": contact,
        "crm:affiliation_discard": {"pk": affiliation.pk},
        "crm:affiliation_edit": {"pk": affiliation.pk},
        "crm:amendment_remove": {"pk": amendment.pk},
        "crm:bulk_": {"pk": bulk.pk},
        "crm:company_": company,
        "duplicates:company_merge": {"pk": twins[0].pk, "other": twins[1].pk},
        "duplicates:company_pair_": {"pk": pair.pk},
        "crm:company_tag_": {**company, "tag": tag.pk},
        "crm:company_field": company | {"field": "trade"},
        "crm:contact_": contact,
        "crm:coverage_": {"number": 1, "tier": Tier.objects.first().pk, "year": today.year, "month": today.month},
        "crm:contact_field": contact | {"field": "email"},
        "crm:document_": document,
        "duplicates:contact_merge": {"pk": namesakes[0].pk, "other": namesakes[1].pk},
        "duplicates:contact_pair_": {"pk": person_pair.pk},
        "inbox:enquiry_": enquiry,
        **mail_samples(user),
        "crm:delivery_": {"pk": delivery.pk, "number": 1},
        "crm:goal_": goal,
        "crm:owner_handover": {"pk": user.pk},
        "crm:promise_create": {"pk": signed.pk},
        "crm:promise_delete": {"pk": extra.pk},
        "crm:promise_matrix": goal,
        "crm:part_": {"pk": part.pk},
        "crm:proof_": {"pk": proof.pk},
        "crm:proof_add": {"pk": delivery.pk},
        "imports:import_": {"pk": listed.pk, "kind": "company"},
        "crm:interaction_": interaction,
        "crm:interaction_restore": {"pk": removed.pk},
        "duplicates:merge_": {"pk": merged.pk},
        "duplicates:company_merge_with": company,
        "duplicates:contact_merge_with": contact,
        "imports:gift_list_": {"pk": competition.pk},
        "inbox:mail_": mail,
        "crm:lapse_reason_": {"pk": LapseReason.objects.create(name="Prov", name_en="Trial").pk},
        "crm:nextstep_": step,
        "crm:nextstep_field": step | {"field": "due_on"},
        "crm:no_answer": company,
        "crm:pause_": paused,
        "crm:pipeline_": {"pk": lead.pk},
        "crm:sponsorship_": {"pk": lead.pk},
        "crm:sponsorship_field": {"pk": lead.pk, "field": "payment_note"},
        "crm:sponsorship_end": {"pk": signed.pk},
        "crm:sponsorship_unsign": {"pk": signed.pk},
        "crm:stage_": {"pk": StageRule.objects.first().pk},
        "crm:tag_": {"pk": tag.pk},
        "goals:": goal,
        "operations:backup_": {"pk": Backup.objects.create(taken_at=timezone.now(), name="Prov", place="/srv").pk},
        **goal_pages(goal),
        "goals:aim_": {"pk": make_aim(amount=500_000).pk, "number": 1},
        "goals:figure_": {"pk": KeyFigure.objects.first().pk, "number": 1},
        "goals:offer_": {"pk": TierOffer.objects.first().pk, "number": 1},
        "goals:tier_": {"pk": Tier.objects.first().pk},
        "goals:value_": {"pk": KeyFigureValue.objects.first().pk},
        "goals:value_create": {"pk": KeyFigure.objects.first().pk},
        "public:": {"number": 1, "pk": partner.pk},
        "board:board_activity_picture": {"token": competition.board_token, "pk": picture.pk},
        "board:team": {"token": competition.board_token, "code": team.code},
        "board:diploma": of_a_revealed_team(),
        **workplace_samples(team, by=user),
    }


def mail_samples(user: User) -> dict[str, dict]:
    letter = queue_letter("people", to=To("prov@medspel.example"), values={})
    sent = queue_letter("people", to=To("prov@medspel.example"), values={}, state="stopped", ended_at=timezone.now())
    text, files = Text("Prov", "Prov"), [("prov.txt", b"Prov")]
    people = [(To("prov@medspel.example"), {}, {})]
    mailing = write_mailing("people", by=user, text=text, people=people, files=files)
    own = LetterTemplate.objects.create(kind="people", name="Prov", subject="Prov", text="Prov")
    blocked = suppress_address("nej@medspel.example", reason=SuppressionReason.BY_HAND)
    return {
        "mailing:letter_": {"pk": letter.pk},
        "api:letter-": {"pk": letter.pk},
        "mailing:letter_again": {"pk": sent.pk},
        "mailing:mailing_": {"pk": mailing.pk},
        "mailing:own_template_": {"pk": own.pk},
        "mailing:template_": {"kind": "people", "language": "sv", "pk": own.pk},
        "mailing:suppression_": {"pk": blocked.pk},
        **inbound_samples(user),
        "mailing:unsubscribe": {"token": unsubscribe_token("nej@medspel.example")},
    }


def logo() -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue(), content_type="image/png")
