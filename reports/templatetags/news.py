from django import template

from core.models import User
from reports.news import LATEST

register = template.Library()


@register.filter
def has_news(user: User) -> bool:
    return user.news_read != LATEST
