"""Addresses that open a platform's own form to share a link: plain links, no script and no picture of theirs."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from goals.models import ShareChannel


class ShareLink(NamedTuple):
    name: str
    link: str


def share_links(address: str, *, title: str, texts: dict[str, str]) -> list[ShareLink]:
    """One for each channel, with its own text where the platform takes one."""

    def query(**said: str) -> str:
        return urlencode(said, quote_via=quote)

    def words(channel: ShareChannel) -> str:
        return f"{texts.get(channel) or texts['']} {address}".strip()

    links = {
        ShareChannel.EMAIL: f"mailto:?{query(subject=title, body=words(ShareChannel.EMAIL))}",
        ShareChannel.LINKEDIN: f"https://www.linkedin.com/sharing/share-offsite/?{query(url=address)}",
        ShareChannel.FACEBOOK: f"https://www.facebook.com/sharer/sharer.php?{query(u=address)}",
        ShareChannel.WHATSAPP: f"https://wa.me/?{query(text=words(ShareChannel.WHATSAPP))}",
        ShareChannel.BLUESKY: f"https://bsky.app/intent/compose?{query(text=words(ShareChannel.BLUESKY))}",
        ShareChannel.X: f"https://x.com/intent/post?{query(text=texts.get(ShareChannel.X) or texts[''], url=address)}",
    }
    return [ShareLink(str(channel.label), link) for channel, link in links.items()]
