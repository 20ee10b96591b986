"""What holds for every template."""

import pytest
from django.conf import settings

LONGEST = 220
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(settings.BASE_DIR).as_posix())
def test_no_line_of_a_template_is_too_long_to_read(file):
    lines = enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > LONGEST] == []
