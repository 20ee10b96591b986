"""A shared saved view."""

from core.models import SavedView, User
from core.services import save_view

COLUMNS = "name,owner,tags,employees,last_contact_at"


def create_shared_view(owner: User):
    """Create it once: reseeding keeps it, as it keeps settings."""
    words = {"owner": owner, "list_name": "crm:company_list", "name": "Partner vi inte hört av på länge"}
    if not SavedView.objects.filter(**words).exists():
        save_view(SavedView(**words), shared=True, query=f"columns={COLUMNS}&sort=last_contact_at&status=active")
