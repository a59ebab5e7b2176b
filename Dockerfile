# DocGen in one image: two stages, not root, nothing written outside /data and /tmp.
FROM debian:12-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools/node tools/node
COPY tools/openapi/package.json tools/openapi/package.json
# The lockfile brings the Node that runs in the end. It also runs npm: under Debian’s, which is older, npm leaves out
# optional packages that ask for a newer one. .npmrc keeps npm from running scripts of packages: none needs one.
RUN npm ci --omit=dev --workspace tools/node && cp node_modules/node-linux-*/bin/node /usr/local/bin/node && \
    npm ci --omit=dev && cd node_modules/.bin && ln -sf ../node-linux-*/bin/node node && ./node --version && \
    cd ../.. && node -e "import('sharp')"
# Half of what packages bring is for their developers: source maps, types, manuals, builds for browsers, Node’s headers.
# Debian’s npm also brings libraries for another C library.
RUN rm -rf node_modules/@img/*musl* tools/openapi && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.?ts' -o -name '*.md' -o -name '*.iife.js' \
      -o -name '*.umd.cjs' \) -delete && rm -rf node_modules/node-linux-*/include node_modules/node-linux-*/share
COPY bin bin
COPY src src

FROM debian:12-slim
# The authorities that outgoing TLS is checked with: Slack, S3, a database of a provider.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin docgen && mkdir /data && chown docgen /data
COPY --from=build /app /app
WORKDIR /app
USER 10001
ENV DOCGEN_DATA_DIR=/data HOST=0.0.0.0 PORT=8080 NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "--heap-growing-percent=50", "bin/docgen.js", "serve"]
