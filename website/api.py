"""The JSON feeds of a goal and of the ideas: public, for any website, in one answer each."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.views import APIView

from core.views.etags import tagged
from core.views.pictures import PUBLIC_MAX_AGE
from core.views.visitors import language_of, open_to_visitors
from website.queries.content import public_goal, told_ideas
from website.serializers import PublicGoalSerializer, PublicIdeasSerializer


class PublicFeed(APIView):
    """Open to everybody, readable from any origin, with an ETag; in the language of the address."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    def respond(self, request, find) -> Response:
        language = language_of(request)
        with translation.override(language):
            ours = open_to_visitors(request)
            response = Response(find(ours, {"request": request, "language": language, "ours": ours}))
        response["Content-Language"] = language
        return response

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        if response.status_code == 200:
            return tagged(request, response.render(), public=True, max_age=PUBLIC_MAX_AGE)
        return response


class GoalFeed(PublicFeed):
    """All that is public about a goal: texts, figures with date and source, partners, competitions, contact.

    Open to everybody and readable from any origin (CORS). Answers 304 to `If-None-Match`; may be kept for five minutes.
    `version` is the feed's own: its first number changes when something is taken away.
    """

    @extend_schema(
        operation_id="public_goal_retrieve",
        tags=["public"],
        auth=[],
        parameters=[OpenApiParameter("lang", str, enum=["sv", "en"], description="Swedish unless it is `en`.")],
        responses=PublicGoalSerializer,
    )
    def get(self, request, number: int):
        def find(ours, context):
            goal = public_goal(number, ours=ours, day=timezone.localdate())
            if goal is None:
                raise Http404
            return PublicGoalSerializer(goal, context=context).data

        return self.respond(request, find)


class IdeaFeed(PublicFeed):
    """The ideas that workplaces can choose among: what they take, how they are done and what they have brought.

    Open to everybody and readable from any origin (CORS). Answers 304 to `If-None-Match`; may be kept for five minutes.
    """

    @extend_schema(
        operation_id="public_ideas_retrieve",
        tags=["public"],
        auth=[],
        parameters=[OpenApiParameter("lang", str, enum=["sv", "en"], description="Swedish unless it is `en`.")],
        responses=PublicIdeasSerializer,
    )
    def get(self, request):
        def find(ours, context):
            return PublicIdeasSerializer({"ideas": told_ideas()}, context=context).data

        return self.respond(request, find)


goal_feed = login_not_required(GoalFeed.as_view())
idea_feed = login_not_required(IdeaFeed.as_view())
