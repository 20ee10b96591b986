"""The policy of the goals' public pages, feeds and embeds."""

from config.access.rules import ANYONE, EVERY_ROLE, Rule, form, page

WEBSITE: dict[str, Rule] = {
    "website:goals": page(ANYONE),
    "website:goal": page(ANYONE),
    "website:feed": page(ANYONE),
    "website:share_picture": page(ANYONE),
    "website:contact_picture": page(ANYONE),
    "website:section_picture": page(ANYONE),
    "website:ideas": page(ANYONE),
    "website:idea_feed": page(ANYONE),
    "website:idea": page(ANYONE),
    "website:idea_picture": page(ANYONE),
    "website:idea_share_picture": page(ANYONE),
    "website:board_picture": page(ANYONE),
    "website:embed": page(ANYONE),
    "website:form": form(ANYONE),
    "website:form_thanks": page(ANYONE),
    "website:oembed": page(ANYONE),
    "website:robots": page(ANYONE),
    "website:sitemap": page(ANYONE),
    "website:security": page(ANYONE),
    "website:snippets": page(EVERY_ROLE),
}
