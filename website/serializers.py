"""The JSON feed of a goal: what website.queries.public_fields lists, with addresses in full."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.markdown import to_html
from core.serializers import MoneySerializerField
from website.queries.public_fields import PublicIdea

FEED_VERSION = "1.1"  # the first number changes when something is taken away or means something else


class AddressField(serializers.CharField):
    """A path of ours as a full address; null for none."""

    def to_representation(self, value) -> str | None:
        return self.context["request"].build_absolute_uri(value) if value else None


class TextField(serializers.CharField):
    """Words in the feed's language, or in Swedish where nobody has written them in English."""

    def to_representation(self, value) -> str:
        return str(value)


class HtmlField(serializers.CharField):
    """Cleaned HTML of a Markdown text: paragraphs, headings from h3, lists, emphasis, links."""

    def to_representation(self, value) -> str:
        return to_html(str(value), below=2)


class FigureSerializer(serializers.Serializer):
    name = TextField()
    value = serializers.DecimalField(max_digits=12, decimal_places=1)
    unit = TextField()
    measured_on = serializers.DateField()
    source = serializers.CharField()
    source_url = serializers.CharField(help_text="Empty without one.")


class PartSerializer(serializers.Serializer):
    heading = TextField()
    html = HtmlField(source="text")
    picture = AddressField(allow_null=True)
    picture_alt = TextField(source="alt")


class WaySerializer(serializers.Serializer):
    heading = TextField()
    html = HtmlField(source="text")
    link = AddressField(allow_null=True)
    button = TextField()


class GlobalGoalShownSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    name = serializers.CharField()
    colour = serializers.CharField()
    why = TextField()


class PartnerSerializer(serializers.Serializer):
    name = serializers.CharField()
    website = serializers.CharField(help_text="Empty without one.")
    logo = AddressField(allow_null=True)


class PartnerTierSerializer(serializers.Serializer):
    heading = serializers.CharField()
    partners = PartnerSerializer(many=True)


class PartnershipContactSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = TextField()
    phone = serializers.CharField()
    email = serializers.CharField()
    picture = AddressField(allow_null=True)


class TeamShownSerializer(serializers.Serializer):
    place = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    score = serializers.CharField()


class CompetitionShownSerializer(serializers.Serializer):
    name = serializers.CharField()
    board = AddressField(source="link")
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    has_begun = serializers.BooleanField()
    is_frozen = serializers.BooleanField()
    together = MoneySerializerField(help_text="Kronor received and promised.")
    target = MoneySerializerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    teams = TeamShownSerializer(many=True)


class IdeaShownSerializer(serializers.Serializer):
    name = TextField()
    summary = TextField()
    page = AddressField(source="link")
    time = serializers.CharField()
    cost = serializers.CharField()
    size = serializers.CharField()
    picture = AddressField(allow_null=True)
    picture_alt = TextField(source="alt")


class BroughtSerializer(serializers.Serializer):
    competitions = serializers.IntegerField()
    together = MoneySerializerField(help_text="Kronor of whole competitions in which it was one activity among others.")


class PublicIdeaSerializer(IdeaShownSerializer):
    how_to_html = HtmlField(source="how_to")
    goals = serializers.SerializerMethodField()
    brought = BroughtSerializer(allow_null=True)

    def get_goals(self, idea: PublicIdea) -> list[int]:
        return [number for number, _name in idea.goals]


class PublisherSerializer(serializers.Serializer):
    name = serializers.CharField()
    website = serializers.CharField()
    logo = AddressField(source="logo_url", allow_null=True)
    privacy_email = serializers.CharField()
    privacy_phone = serializers.CharField()


class FeedSerializer(serializers.Serializer):
    """What each feed begins with."""

    version = serializers.SerializerMethodField()
    language = serializers.SerializerMethodField()
    publisher = serializers.SerializerMethodField()

    def get_version(self, shown) -> str:
        return FEED_VERSION

    def get_language(self, shown) -> str:
        return self.context["language"]

    @extend_schema_field(PublisherSerializer)
    def get_publisher(self, shown) -> dict:
        return PublisherSerializer(self.context["ours"], context=self.context).data


class PublicIdeasSerializer(FeedSerializer):
    ideas = PublicIdeaSerializer(many=True)


class PublicGoalSerializer(FeedSerializer):
    number = serializers.IntegerField()
    name = serializers.CharField()
    colour = serializers.CharField()
    page = AddressField(source="link")
    share_picture = AddressField(source="picture")
    problem = TextField()
    vision = TextField()
    background_html = HtmlField(source="background")
    figures = FigureSerializer(many=True)
    does = PartSerializer(many=True)
    wants = PartSerializer(many=True)
    global_goals = GlobalGoalShownSerializer(many=True)
    for_people = WaySerializer(many=True)
    for_companies = WaySerializer(many=True)
    partners = PartnerTierSerializer(many=True)
    competitions = CompetitionShownSerializer(many=True)
    ideas = IdeaShownSerializer(many=True, help_text="Three at most; the others are in the feed of ideas.")
    contact = PartnershipContactSerializer(allow_null=True)
    share_texts = serializers.DictField(
        child=serializers.CharField(), help_text="By channel; the empty key is for the others."
    )
