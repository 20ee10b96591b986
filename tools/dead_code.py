#!/usr/bin/env python
"""Report functions, methods and classes that nothing names: not the code, not a template, not a string or a script.

Tests do not count: what only a test uses is dead. vulture finds the names; what frameworks call by itself is below.
Run from the project's root.
"""

import re
import sys
import tempfile
from keyword import iskeyword
from pathlib import Path

from vulture import Vulture

APPS = sorted(file.parent.name for file in Path().glob("*/__init__.py") if file.parent.name != "tests")
KINDS = {"function", "method", "class", "property"}
CALLED_BY_FRAMEWORKS = """
    _get_FIELD_display
    *Config Command Meta add_arguments handle ready setup dispatch get post put patch delete get_* has_*_permission
    has_permission form_valid form_invalid clean clean_* filter_* order_* render_* value_* validate_* perform_*
    to_internal_value to_representation process_* as_sqlite as_postgresql from_db_value decompress bound_data
    use_required_attribute revert_disabled reset_user_attempts TokenScheme SessionScheme pi write_rows
    allow_migrate when_ready on_starting post_fork on_exit _set_content_type_params collect
    is_open_for_signup is_ajax is_safe_url is_reauthentication_required respond_user_inactive send_notification_mail
    build_totp_svg generate_authenticator_name can_delete_authenticator pre_social_login on_authentication_error
    populate_user _cleanup_token create_model_instance _clone _prefetch_related_objects _user_perm_cache
    _group_perm_cache
""".split()
REGISTERED = [
    "@receiver",
    "@register*",
    "@library.tag",
    "@admin.*",
    "@action",
    "@objects_to*",
    "@job_kind*",
    "@health_check*",
    "@guard",
    "@recurring*",
    "@way_back*",
    "@on_return*",
    "@models.TextField.*",
]
_IN_TEMPLATE = re.compile(r"\{[{%](.*?)[%}]\}", re.DOTALL)
_IN_STRING = re.compile(r'"([^"\n]{2,60})"')
_NAME = re.compile(r"[A-Za-z_]\w+")


def named_elsewhere() -> set[str]:
    """Names in templates' tags and in short strings of the code: fields, paths and columns."""
    texts = [
        *(tag for page in Path("templates").rglob("*.*") for tag in _IN_TEMPLATE.findall(page.read_text())),
        *(text for app in APPS for file in Path(app).rglob("*.py") for text in _IN_STRING.findall(file.read_text())),
    ]
    return {name for text in texts for name in _NAME.findall(text)}


def _can_be_named(name: str) -> bool:
    return name.isidentifier() and not iskeyword(name)  # in a text on screen a word may end in ²


def main() -> int:
    finder = Vulture(ignore_names=CALLED_BY_FRAMEWORKS, ignore_decorators=REGISTERED)
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder, "named_elsewhere.py")
        words.write_text("".join(f"_.{name}\n" for name in sorted(filter(_can_be_named, named_elsewhere()))))
        finder.scavenge([*APPS, "manage.py", str(words)], exclude=["*/migrations/*"])
    dead = [item for item in finder.get_unused_code() if item.typ in KINDS]
    for item in dead:
        print(f"{item.filename}:{item.first_lineno}: unused {item.typ} {item.name}")  # noqa: T201  what a command says
    return bool(dead)


if __name__ == "__main__":
    sys.exit(main())
