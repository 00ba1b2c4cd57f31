FROM node:22-slim AS modules
WORKDIR /srv/app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 VAR_DIR=/data STATIC_ROOT=/srv/static
WORKDIR /srv/app
COPY requirements/base.txt requirements/
RUN pip install --no-cache-dir --require-hashes --no-deps -r requirements/base.txt
COPY --from=modules /srv/app/node_modules node_modules
COPY manage.py pyproject.toml LICENSE ./
COPY community community
COPY forum forum
COPY realtime realtime
COPY templates templates
COPY locale locale
# The key is only for this one command; a running installation must be given its own.
RUN VAR_DIR=/tmp/build SECRET_KEY=collectstatic python manage.py collectstatic --noinput && rm -rf /tmp/build
RUN useradd --system --uid 10001 --home-dir /data app && install -d -o app /data
USER app
VOLUME /data
EXPOSE 8000
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
