"""The policy of what people at workplaces do, and what staff do for them."""

from config.access.rules import ANYONE, COMPETITIONS, CONTACTS, PARTNERS, Rule, action, form, page

WORKPLACES: dict[str, Rule] = {
    "workplaces:link_panel": page(CONTACTS),
    "workplaces:link_create": form(CONTACTS),
    "workplaces:link_renew": form(CONTACTS),
    "workplaces:link_revoke": action(CONTACTS),
    "workplaces:proposal_list": page(CONTACTS),
    "workplaces:proposal_detail": page(CONTACTS),
    "workplaces:proposal_approve": action(COMPETITIONS),  # of a team; others take what the change takes by hand
    "workplaces:proposal_decline": form(CONTACTS),
    "workplaces:proposal_logo": page(CONTACTS),
    "workplaces:start_panel": page(CONTACTS),
    "workplaces:start_approve": action(COMPETITIONS),  # of a team; others take the enquiry's permission
    "workplaces:answer_done": action(PARTNERS),
    "workplaces:start_choose": page(ANYONE),
    "workplaces:start": form(ANYONE),
    "workplaces:start_thanks": page(ANYONE),
    # by personal links; 404 without one
    "workplace:start_confirm": form(ANYONE),
    "workplace:coordinator": page(ANYONE),
    "workplace:team_report": form(ANYONE),
    "workplace:activity_report": form(ANYONE),
    "workplace:activity_change": form(ANYONE),
    "workplace:activity_picture_add": form(ANYONE),
    "workplace:activity_picture": page(ANYONE),
    "workplace:activity_picture_drop": action(ANYONE),
    "workplace:team_poster": page(ANYONE),
    "workplace:employer": page(ANYONE),
    "workplace:month_declare": form(ANYONE),
    "workplace:bands_change": form(ANYONE),
    "workplace:sponsor": page(ANYONE),
    "workplace:details_change": form(ANYONE),
    "workplace:renewal_reply": form(ANYONE),
    "workplace:proof_picture": page(ANYONE),
    "workplace:sponsor_logo": page(ANYONE),
}
