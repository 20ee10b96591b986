"""The classes that settings name for every endpoint.

Django REST framework imports them while its own views are still being read, so they live apart from
core.api, which needs those views.
"""

from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import DjangoModelPermissions


class ModelPermissions(DjangoModelPermissions):
    """Reading needs the model's view permission; Django REST framework's own class leaves it open."""

    perms_map = DjangoModelPermissions.perms_map | {
        method: ["%(app_label)s.view_%(model_name)s"] for method in ("GET", "HEAD", "OPTIONS")
    }


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
