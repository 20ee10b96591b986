import logging
import re

from django.conf import settings


class MaskLinks(logging.Filter):
    """Mask URLs in the log that give access without logging in."""

    def __init__(self):
        super().__init__()
        beginnings = "|".join(map(re.escape, settings.SECRET_LINKS))
        self.secret = re.compile(rf"(/(?:{beginnings}))[^/\s?\"']+")

    def filter(self, record) -> bool:
        said = record.getMessage()
        masked = self.secret.sub(r"\1…", said)
        if masked != said:
            record.msg, record.args = masked, ()
        return True
