from django.urls import path

from website.api import goal_feed, idea_feed
from website.views import boards, embeds, files, ideas, pages

app_name = "website"
urlpatterns = [
    path("public/goals/", pages.goal_list, name="goals"),
    path("public/goals/<int:number>/", pages.goal_page, name="goal"),
    path("public/goals/<int:number>.json", goal_feed, name="feed"),
    path("public/goals/<int:number>/delning.png", pages.share_picture, name="share_picture"),
    path("public/goals/<int:number>/kontakt", pages.contact_picture, name="contact_picture"),
    path("public/goals/avsnitt/<int:pk>/bild", pages.section_picture, name="section_picture"),
    path("public/goals/<int:number>/embed/form/", embeds.FormEmbed.as_view(), name="form"),
    path("public/goals/<int:number>/embed/form/tack/", embeds.FormThanks.as_view(), name="form_thanks"),
    path("public/goals/<int:number>/embed/<str:kind>/", embeds.embed, name="embed"),
    path("public/ideas/", ideas.idea_list, name="ideas"),
    path("public/ideas.json", idea_feed, name="idea_feed"),
    path("public/ideas/<int:pk>/", ideas.idea_page, name="idea"),
    path("public/ideas/<int:pk>/bild", ideas.idea_picture, name="idea_picture"),
    path("public/ideas/<int:pk>/delning.png", ideas.share_picture, name="idea_share_picture"),
    path("t/<str:token>/delning.png", boards.board_picture, name="board_picture"),
    path("public/oembed", embeds.oembed, name="oembed"),
    path("mal/<int:number>/inbaddningar/", embeds.Snippets.as_view(), name="snippets"),
    path("robots.txt", files.robots, name="robots"),
    path("sitemap.xml", files.sitemap, name="sitemap"),
    path(".well-known/security.txt", files.security, name="security"),
]
