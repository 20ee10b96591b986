"""What deploys Medspel says of it what is so."""

import re
from pathlib import Path

import environ
import yaml
from django.conf import settings
from django.core.management import get_commands

from config.request_bodies import LARGER, MEGABYTE

ROOT = Path(settings.BASE_DIR)
DEPLOY = ROOT / "deploy"


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_proxies_take_the_largest_body_that_medspel_takes():
    text = read("deploy/nginx.conf") + read("deploy/Caddyfile")
    limits = re.findall(r"(?:client_max_body_size|max_size|request_buffers) +(\d+)(?:m;|MiB)", text)
    assert [int(limit) * MEGABYTE for limit in limits] == [max(LARGER.values())] * 3


def test_image_holds_every_app_and_nothing_but_what_is_named():
    everything, *named = [line for line in read(".dockerignore").splitlines() if not line.startswith("#")]
    kept = {line.removeprefix("!") for line in named if line.startswith("!")}
    assert everything == "**"
    assert set(settings.OUR_APPS) - kept == set()
    assert [name for name in kept if not (ROOT / name).exists()] == []
    assert {".env", "var", "tests", ".git"} & kept == set()


def test_what_is_set_for_containers_and_units_is_a_setting_of_ours():
    known = {*re.findall(r"^#?([A-Z_]+)=", read(".env.example"), re.MULTILINE)}
    ours = r"\b(MEDSPEL_[A-Z_]+|BACKUP_[A-Z]+|CACHE_URL|MEDIA_ROOT|DATABASE_URL|ALLOWED_HOSTS)\b[=:]"
    files = ["compose.yaml", "Dockerfile", *(f"deploy/{file.name}" for file in DEPLOY.glob("*.service"))]
    used = {name for file in files for name in re.findall(ours, read(file))}
    assert used - known == {"MEDSPEL_HOST", "MEDSPEL_UPSTREAM"}  # Caddy's


def test_database_of_the_install_page_is_the_socket_of_postgresql():
    [url] = re.findall(r"DATABASE_URL=(postgres\S+)", read("docs/install.md"))
    database = environ.Env.db_url_config(url)
    assert (database["NAME"], database["HOST"], database["USER"]) == ("medspel", "", "")


def test_units_differ_only_in_what_they_run():
    web, *others = (read(f"deploy/medspel-{name}.service").splitlines() for name in ("web", "worker", "doctor"))
    kept_from = [line for line in web if re.match(r"(Protect|Private|Restrict|System|NoNew|Capab|User|State)", line)]
    assert len(kept_from) > 20
    assert [line for line in kept_from for unit in others if line not in unit] == []


def test_install_page_starts_every_unit_and_each_runs_a_command_of_ours():
    page, units = read("docs/install.md"), {file.name for file in DEPLOY.glob("medspel-*.[st]*")}
    assert units == {*(f"medspel-{name}.service" for name in ("web", "worker", "doctor")), "medspel-doctor.timer"}
    [started] = re.findall(r"systemctl enable --now (.*)", page)
    assert started.split() == ["medspel-web", "medspel-worker", "medspel-doctor.timer"]
    commands = re.findall(
        r"^ExecStart=.*manage.py (\S+)", "".join(map(read, (f"deploy/{name}" for name in units))), re.MULTILINE
    )
    assert {*commands} == {"work", "doctor"} <= get_commands().keys()


def test_image_asks_whether_it_answers_where_it_listens():
    dockerfile = read("Dockerfile")
    assert re.findall(r"EXPOSE (\d+)|--bind\", \"0.0.0.0:(\d+)", dockerfile) == [("8000", ""), ("", "8000")]
    assert '"127.0.0.1", 8000' in read("tools/healthcheck.py")


def test_containers_may_do_no_more_than_they_have_to():
    services = yaml.safe_load(read("compose.yaml"))["services"]
    assert services.keys() == {"proxy", "web", "worker", "migrate", "database"}
    for name, service in services.items():
        kept_in = (service["read_only"], service["cap_drop"], service["security_opt"], "privileged" in service)
        assert (name, kept_in) == (name, (True, ["ALL"], ["no-new-privileges:true"], False))
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert [name for name, service in services.items() if "front" not in service["networks"]] == ["database"]
