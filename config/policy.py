"""Who may do what at every address, by the name of its URL pattern.

The views enforce it with permissions; this file says what the outcome must be, and tests/test_policy.py tries every
pattern as a visitor, each role and a disabled user with every method. A pattern that is not named here fails it.
"""

from typing import NamedTuple

from config.roles import ADMINISTRATOR, COMPETITION_LEADER, FINANCE, PARTNER_MANAGER, READER

VISITOR = "visitor"

EVERY_ROLE = frozenset({PARTNER_MANAGER, COMPETITION_LEADER, FINANCE, ADMINISTRATOR, READER})
ANYONE = EVERY_ROLE | {VISITOR}
ADMINISTRATORS = frozenset({ADMINISTRATOR})
# Sets of roles that recur in the permissions of config/roles.py.
PARTNERS = ADMINISTRATORS | {PARTNER_MANAGER}
CONTACTS = PARTNERS | {COMPETITION_LEADER}
PARTNERS_AND_FINANCE = PARTNERS | {FINANCE}
COMPETITIONS = ADMINISTRATORS | {COMPETITION_LEADER}
MONEY = COMPETITIONS | {FINANCE}
ALL_BUT_READERS = EVERY_ROLE - {READER}

Roles = frozenset[str]


class Rule(NamedTuple):
    who: dict[str, Roles]  # by method; one that is not here is served to nobody
    to_programs: bool = False  # a program without a login is told 401; a person is sent to log in


def page(who: Roles) -> Rule:
    return Rule({"GET": who})


def form(who: Roles) -> Rule:
    return Rule({"GET": who, "POST": who})


def action(who: Roles) -> Rule:
    return Rule({"POST": who})


def api(**who: Roles) -> Rule:
    return Rule(who, to_programs=True)


POLICY: dict[str, Rule] = {
    # reports: each part of these pages asks for the permission to see what it shows
    "reports:today": page(EVERY_ROLE),
    "reports:search": page(EVERY_ROLE),
    "reports:calendar": page(ANYONE),  # whoever has the link; 404 to everybody else
    # core
    # who is logged in already is sent on, whatever the method
    "core:login": Rule({"GET": ANYONE, "POST": ANYONE, "PATCH": EVERY_ROLE, "DELETE": EVERY_ROLE}),
    "core:logout": action(EVERY_ROLE),
    "core:profile": form(EVERY_ROLE),
    "core:password_change": form(EVERY_ROLE),
    "core:token_create": action(EVERY_ROLE),
    "core:token_revoke": action(EVERY_ROLE),
    "core:calendar_link_make": action(EVERY_ROLE),
    "core:calendar_link_revoke": action(EVERY_ROLE),
    "core:set_language": action(ANYONE),
    "core:healthz": page(ANYONE),
    "core:readyz": page(ANYONE),
    # goals
    "goals:goal_list": page(EVERY_ROLE),
    "goals:stylesheet": page(ANYONE),
    "goals:goal_detail": page(EVERY_ROLE),
    "goals:goal_edit": form(ADMINISTRATORS),
    "goals:figure_create": form(ADMINISTRATORS),
    "goals:figure_edit": form(ADMINISTRATORS),
    "goals:figure_delete": form(ADMINISTRATORS),
    "goals:value_create": form(ADMINISTRATORS),
    "goals:value_edit": form(ADMINISTRATORS),
    "goals:value_delete": form(ADMINISTRATORS),
    "goals:offer_create": form(ADMINISTRATORS),
    "goals:offer_edit": form(ADMINISTRATORS),
    "goals:tier_list": page(EVERY_ROLE),
    "goals:tier_create": form(ADMINISTRATORS),
    "goals:tier_edit": form(ADMINISTRATORS),
    # crm
    "crm:company_list": page(EVERY_ROLE),
    "crm:company_create": form(CONTACTS),
    "crm:company_options": page(EVERY_ROLE),
    "crm:company_detail": page(EVERY_ROLE),
    "crm:company_edit": form(PARTNERS_AND_FINANCE),
    "crm:company_timeline": page(EVERY_ROLE),
    "crm:company_next": form(CONTACTS),
    "crm:no_answer": action(CONTACTS),
    "crm:company_tag_add": action(PARTNERS_AND_FINANCE),
    "crm:company_tag_remove": action(PARTNERS_AND_FINANCE),
    "crm:tag_list": page(EVERY_ROLE),
    "crm:tag_create": form(PARTNERS),
    "crm:tag_edit": form(PARTNERS),
    "crm:tag_merge": form(PARTNERS),
    "crm:tag_delete": form(PARTNERS),
    "crm:contact_list": page(EVERY_ROLE),
    "crm:contact_create": form(CONTACTS),
    "crm:contact_options": page(EVERY_ROLE),
    "crm:contact_detail": page(EVERY_ROLE),
    "crm:contact_edit": form(CONTACTS),
    "crm:contact_move": form(CONTACTS),
    "crm:affiliation_create": form(CONTACTS),
    "crm:affiliation_edit": form(CONTACTS),
    "crm:interaction_list": page(EVERY_ROLE),
    "crm:interaction_create": form(CONTACTS),
    "crm:interaction_people": page(CONTACTS),
    "crm:interaction_detail": page(EVERY_ROLE),
    "crm:interaction_edit": form(CONTACTS),
    "crm:interaction_delete": form(ADMINISTRATORS),
    "crm:nextstep_create": form(CONTACTS),
    "crm:nextstep_edit": form(CONTACTS),
    "crm:nextstep_move": action(CONTACTS),
    "crm:nextstep_done": action(CONTACTS),
    "crm:nextstep_reopen": action(CONTACTS),
    "crm:pause_end": action(CONTACTS),
    "crm:sponsorship_list": page(EVERY_ROLE),
    "crm:sponsorship_create": form(PARTNERS),
    "crm:sponsorship_detail": page(EVERY_ROLE),
    "crm:sponsorship_edit": form(PARTNERS_AND_FINANCE),
    "crm:sponsorship_next": form(CONTACTS),
    "crm:sponsorship_sign": form(PARTNERS),
    "crm:sponsorship_move": action(PARTNERS_AND_FINANCE),
    "crm:sponsorship_decline": form(PARTNERS_AND_FINANCE),
    "crm:sponsorship_end": form(PARTNERS),
    "crm:sponsorship_unsign": form(ADMINISTRATORS),
    "crm:document_list": page(ALL_BUT_READERS),
    "crm:document_create": form(ALL_BUT_READERS),
    "crm:document_detail": page(ALL_BUT_READERS),
    "crm:document_edit": form(ALL_BUT_READERS),
    "crm:document_file": page(ALL_BUT_READERS),
    "crm:document_remove": form(PARTNERS),
    # of a move the form that it leads to may ask for more: to sign, to end early, to unsign
    "crm:pipeline": page(EVERY_ROLE),
    "crm:pipeline_move": action(PARTNERS_AND_FINANCE),
    "crm:stage_list": page(EVERY_ROLE),
    "crm:stage_edit": form(ADMINISTRATORS),
    "crm:company_similar": page(CONTACTS),
    "crm:company_pair_list": page(PARTNERS),
    "crm:company_pair_scan": action(PARTNERS),
    "crm:company_pair_distinct": action(PARTNERS),
    "crm:company_pair_open": action(PARTNERS),
    "crm:company_merge_with": form(PARTNERS),
    "crm:company_merge": form(PARTNERS),
    "crm:contact_similar": page(CONTACTS),
    "crm:contact_pair_list": page(PARTNERS),
    "crm:contact_pair_scan": action(PARTNERS),
    "crm:contact_pair_distinct": action(PARTNERS),
    "crm:contact_pair_open": action(PARTNERS),
    "crm:contact_merge_with": form(PARTNERS),
    "crm:contact_merge": form(PARTNERS),
    "crm:merge_detail": page(PARTNERS),
    "crm:merge_undo": form(PARTNERS),
    "crm:renewal_list": page(EVERY_ROLE),
    "crm:lapse_list": page(EVERY_ROLE),
    "crm:sponsorship_renew": form(PARTNERS),
    "crm:sponsorship_amend": form(PARTNERS),
    "crm:sponsorship_change_tier": form(PARTNERS),
    "crm:sponsorship_lapse": form(PARTNERS),
    "crm:amendment_remove": form(ADMINISTRATORS),
    "crm:enquiry_list": page(CONTACTS),
    "crm:enquiry_detail": page(CONTACTS),
    "crm:enquiry_accept": form(CONTACTS),
    "crm:enquiry_assign": form(CONTACTS),
    "crm:enquiry_take": action(CONTACTS),
    "crm:enquiry_dismiss": form(CONTACTS),
    "crm:enquiry_reopen": action(CONTACTS),
    "crm:goal_partners": page(EVERY_ROLE),
    "crm:goal_interactions": page(EVERY_ROLE),
    # the competitions of campaigns and their teams
    "campaigns:competition_list": page(EVERY_ROLE),
    "campaigns:competition_create": form(COMPETITIONS),
    "campaigns:competition_detail": page(EVERY_ROLE),
    "campaigns:competition_edit": form(COMPETITIONS),
    "campaigns:competition_clone": form(COMPETITIONS),
    "campaigns:competition_course": page(EVERY_ROLE),
    "campaigns:competition_picture": page(EVERY_ROLE),
    "campaigns:competition_rules": Rule({"GET": EVERY_ROLE, "POST": COMPETITIONS}),
    "campaigns:competition_rules_amend": form(ADMINISTRATORS),
    "campaigns:competition_open": form(COMPETITIONS),
    "campaigns:competition_freeze": action(COMPETITIONS),
    "campaigns:competition_thaw": action(COMPETITIONS),
    "campaigns:competition_close": form(COMPETITIONS),
    "campaigns:competition_decide": form(COMPETITIONS),
    "campaigns:competition_reopen": form(ADMINISTRATORS),
    "campaigns:competition_archive": form(COMPETITIONS),
    "campaigns:board_link_renew": form(COMPETITIONS),
    "campaigns:board_link_revoke": form(COMPETITIONS),
    "campaigns:team_create": form(COMPETITIONS),
    "campaigns:team_detail": page(EVERY_ROLE),
    "campaigns:team_edit": form(COMPETITIONS),
    "campaigns:team_confirm_heads": form(COMPETITIONS),
    "campaigns:team_confirm_participants": form(COMPETITIONS),
    "campaigns:team_amend_heads": form(ADMINISTRATORS),
    "campaigns:team_remove": form(COMPETITIONS),
    # the money of campaigns
    "campaigns:contribution_list": page(EVERY_ROLE - {READER}),
    "campaigns:contribution_grid": form(MONEY),
    "campaigns:contribution_detail": page(EVERY_ROLE - {READER}),
    "campaigns:contribution_reverse": form(MONEY),
    "campaigns:contribution_assign": form(MONEY),
    "campaigns:left_overs": page(EVERY_ROLE - {READER}),
    "campaigns:giver_approve": action(MONEY),
    "campaigns:giver_hide": action(MONEY),
    "campaigns:import_create": form(MONEY),
    "campaigns:import_preview": form(MONEY),
    "campaigns:import_commit": form(MONEY),
    "campaigns:batch_detail": page(EVERY_ROLE - {READER}),
    "campaigns:batch_undo": form(MONEY),
    "campaigns:match_list": page(EVERY_ROLE),
    "campaigns:match_create": form(COMPETITIONS),
    "campaigns:match_edit": form(COMPETITIONS),
    "campaigns:match_delete": form(COMPETITIONS),
    # the activities of campaigns and their juries
    "campaigns:activity_list": page(EVERY_ROLE),
    "campaigns:activity_create": form(COMPETITIONS),
    "campaigns:activity_edit": form(COMPETITIONS),
    "campaigns:entry_list": page(EVERY_ROLE),
    "campaigns:entry_create": form(COMPETITIONS),
    "campaigns:entry_detail": page(EVERY_ROLE),
    "campaigns:entry_edit": form(COMPETITIONS),
    "campaigns:entry_approve": action(COMPETITIONS),
    "campaigns:entry_decline": form(COMPETITIONS),
    "campaigns:entry_send_back": form(COMPETITIONS),
    "campaigns:entry_picture": page(EVERY_ROLE),
    "campaigns:entry_picture_add": form(COMPETITIONS),
    "campaigns:entry_picture_delete": form(COMPETITIONS),
    "campaigns:jury": page(EVERY_ROLE - {READER}),
    "campaigns:juror_create": form(COMPETITIONS),
    "campaigns:juror_link_renew": action(COMPETITIONS),
    "campaigns:juror_link_revoke": action(COMPETITIONS),
    "campaigns:juror_remove": form(COMPETITIONS),
    "campaigns:juror_reopen": form(COMPETITIONS),
    "campaigns:criterion_create": form(COMPETITIONS),
    "campaigns:criterion_edit": form(COMPETITIONS),
    "campaigns:criterion_delete": form(COMPETITIONS),
    "campaigns:judge": form(EVERY_ROLE),  # whoever sits on that jury; 404 to everybody else
    # campaigns: kit, certificates and reveal
    "campaigns:kit": page(EVERY_ROLE),
    "campaigns:invitation": page(EVERY_ROLE),
    "campaigns:rules_sheet": page(EVERY_ROLE),
    "campaigns:poster": page(EVERY_ROLE),
    "campaigns:board_preview": page(EVERY_ROLE),
    "campaigns:reveal": page(COMPETITIONS),
    "campaigns:reveal_notes": page(COMPETITIONS),
    "campaigns:reveal_publish": action(COMPETITIONS),
    "campaigns:reveal_picture": page(EVERY_ROLE),
    "campaigns:certificate": page(COMPETITIONS),
    "campaigns:thanks": page(EVERY_ROLE),
    # the results of campaigns
    "campaigns:result_export": page(EVERY_ROLE),
    "campaigns:company_panel": page(EVERY_ROLE),
    # campaigns: payroll giving
    "campaigns:payroll_list": page(EVERY_ROLE),
    "campaigns:payroll_create": form(CONTACTS),
    "campaigns:payroll_overdue": page(EVERY_ROLE),
    "campaigns:payroll_detail": page(EVERY_ROLE),
    "campaigns:payroll_edit": form(CONTACTS),
    "campaigns:payroll_open": action(CONTACTS | {FINANCE}),
    "campaigns:payroll_document": page(CONTACTS | {FINANCE}),
    "campaigns:payroll_month": page(EVERY_ROLE),
    "campaigns:payroll_declare": form(CONTACTS | {FINANCE}),
    "campaigns:payroll_receive": form(ADMINISTRATORS | {FINANCE}),
    "campaigns:payroll_close": form(ADMINISTRATORS | {FINANCE}),
    "campaigns:payroll_reopen": form(ADMINISTRATORS | {FINANCE}),
    "campaigns:payroll_reverse": form(ADMINISTRATORS | {FINANCE}),
    "campaigns:payroll_panel": page(EVERY_ROLE),
    # board: what visitors and jurors reach by an unguessable link
    "board:juror": form(ANYONE),
    "board:juror_picture": page(ANYONE),
    "board:board": page(ANYONE),
    "board:board_data": page(ANYONE),
    "board:board_picture": page(ANYONE),
    # public: what the website shows
    "public:partners_json": page(ANYONE),
    "public:partners_html": page(ANYONE),
    "public:company_logo": page(ANYONE),
    "public:enquiry": form(ANYONE),
    "public:enquiry_thanks": page(ANYONE),
    # api
    "api:goal-list": api(GET=EVERY_ROLE),
    "api:goal-detail": api(GET=EVERY_ROLE, PUT=ADMINISTRATORS, PATCH=ADMINISTRATORS),
    "api:company-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:company-detail": api(GET=EVERY_ROLE, PUT=PARTNERS_AND_FINANCE, PATCH=PARTNERS_AND_FINANCE),
    "api:company-similar": api(GET=CONTACTS),
    "api:contact-similar": api(GET=CONTACTS),
    "api:contact-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:contact-detail": api(GET=EVERY_ROLE, PUT=CONTACTS, PATCH=CONTACTS),
    "api:affiliation-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:affiliation-detail": api(GET=EVERY_ROLE, PUT=CONTACTS, PATCH=CONTACTS),
    "api:interaction-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:interaction-detail": api(GET=EVERY_ROLE, PUT=CONTACTS, PATCH=CONTACTS),
    "api:nextstep-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:nextstep-detail": api(GET=EVERY_ROLE, PUT=CONTACTS, PATCH=CONTACTS),
    "api:nextstep-complete": api(POST=CONTACTS),
    "api:nextstep-reopen": api(POST=CONTACTS),
    "api:pause-list": api(GET=EVERY_ROLE, POST=CONTACTS),
    "api:pause-detail": api(GET=EVERY_ROLE, PUT=CONTACTS, PATCH=CONTACTS),
    "api:sponsorship-list": api(GET=EVERY_ROLE, POST=PARTNERS),
    "api:sponsorship-detail": api(GET=EVERY_ROLE, PUT=PARTNERS_AND_FINANCE, PATCH=PARTNERS_AND_FINANCE),
    "api:sponsorship-move": api(POST=PARTNERS_AND_FINANCE),
    "api:sponsorship-sign": api(POST=PARTNERS),
    "api:sponsorship-decline": api(POST=PARTNERS_AND_FINANCE),
    "api:sponsorship-end": api(POST=PARTNERS),
    "api:document-list": api(GET=ALL_BUT_READERS, POST=ALL_BUT_READERS),
    "api:document-detail": api(GET=ALL_BUT_READERS, PUT=ALL_BUT_READERS, PATCH=ALL_BUT_READERS),
    "api:document-content": api(GET=ALL_BUT_READERS),
    "api:document-remove": api(POST=PARTNERS),
    "api:sponsorship-renew": api(POST=PARTNERS),
    "api:sponsorship-amend": api(POST=PARTNERS),
    "api:sponsorship-change-tier": api(POST=PARTNERS),
    "api:sponsorship-lapse": api(POST=PARTNERS),
    "api:lapsereason-list": api(GET=EVERY_ROLE),
    "api:lapsereason-detail": api(GET=EVERY_ROLE),
    "api:competition-list": api(GET=EVERY_ROLE, POST=COMPETITIONS),
    "api:competition-detail": api(GET=EVERY_ROLE, PUT=COMPETITIONS, PATCH=COMPETITIONS),
    "api:competition-standings": api(GET=EVERY_ROLE),
    "api:competition-open": api(POST=COMPETITIONS),
    "api:competition-freeze": api(POST=COMPETITIONS),
    "api:competition-thaw": api(POST=COMPETITIONS),
    "api:competition-close": api(POST=COMPETITIONS),
    "api:competition-decide": api(POST=COMPETITIONS),
    "api:competition-reveal": api(POST=COMPETITIONS),
    "api:team-list": api(GET=EVERY_ROLE, POST=COMPETITIONS),
    "api:team-detail": api(GET=EVERY_ROLE, PUT=COMPETITIONS, PATCH=COMPETITIONS),
    "api:team-confirm-heads": api(POST=COMPETITIONS),
    "api:team-confirm-participants": api(POST=COMPETITIONS),
    "api:contribution-list": api(GET=EVERY_ROLE - {READER}, POST=MONEY),
    "api:contribution-detail": api(GET=EVERY_ROLE - {READER}),
    "api:contribution-reverse": api(POST=MONEY),
    "api:contribution-assign": api(POST=MONEY),
    "api:match-list": api(GET=EVERY_ROLE, POST=COMPETITIONS),
    "api:match-detail": api(GET=EVERY_ROLE, PUT=COMPETITIONS, PATCH=COMPETITIONS),
    "api:entry-list": api(GET=EVERY_ROLE, POST=COMPETITIONS),
    "api:entry-detail": api(GET=EVERY_ROLE),
    "api:entry-approve": api(POST=COMPETITIONS),
    "api:entry-decline": api(POST=COMPETITIONS),
    "api:schema": api(GET=EVERY_ROLE),
    "api:docs": page(EVERY_ROLE),
    # admin: its own front door; the rest is in SITES
    "admin:login": form(ANYONE),
}

# Whole sites that somebody else wrote, by the beginning of the pattern's name. Nobody else may get in at all; those
# named here meet the site's own rules. A name in POLICY goes first.
SITES: dict[str, Roles] = {
    "admin:": ADMINISTRATORS,
}
