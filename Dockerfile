# syntax=docker/dockerfile:1
# Medspel as an image: the web server, and with another command the worker. It holds no settings and no secret.
FROM python:3.13-slim-trixie AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /app
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --require-hashes --no-deps -r requirements.lock
COPY . .
# With settings that only serve to build; nothing of them stays.
RUN MEDSPEL_DEVELOPMENT=1 MEDSPEL_ENV_FILE=/dev/null /venv/bin/python manage.py compile_translations \
    && MEDSPEL_DEVELOPMENT=1 MEDSPEL_ENV_FILE=/dev/null /venv/bin/python manage.py collectstatic --no-input \
    && /venv/bin/python -m compileall -q /app \
    && chmod -R go=rX /app

FROM python:3.13-slim-trixie
# pg_dump and pg_restore of the database's version, for backups. Versions are not pinned: security updates are wanted.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 medspel \
    && useradd --system --uid 10001 --gid medspel --home-dir /data --shell /usr/sbin/nologin medspel \
    && install -d -o medspel -g medspel -m 700 /data/media /data/backups /data/scratch
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    MEDSPEL_ENV_FILE=/dev/null MEDSPEL_WORKER=0 MEDIA_ROOT=/data/media
USER 10001:10001
VOLUME ["/data/media", "/data/backups", "/data/scratch"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "tools/healthcheck.py"]
CMD ["gunicorn", "-c", "python:config.gunicorn", "--workers", "3", "--threads", "4", "--bind", "0.0.0.0:8000", \
    "--worker-tmp-dir", "/dev/shm", "--no-control-socket"]
