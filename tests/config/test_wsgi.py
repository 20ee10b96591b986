import subprocess
import sys

from django.conf import settings

PROGRAM = "import gc, sys, config.wsgi; print(gc.get_freeze_count() > 100_000, 'crm.views.coverage' in sys.modules)"


def test_server_loads_every_view_at_start_and_keeps_it_from_collections():
    found = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, cwd=settings.BASE_DIR
    )
    assert found.stdout.split() == ["True", "True"]
