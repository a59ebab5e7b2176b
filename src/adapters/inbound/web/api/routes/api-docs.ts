/**
 * The OpenAPI document, and its pages from swagger-ui's own files, served from here under a policy that lets nothing
 * else in.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Api } from '../api-types.ts'
import { openApiDocument } from '../document/openapi-document.ts'

/** Files of swagger-ui with their media types. */
export const UI_FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>DocGen API</title>
<link rel="icon" href="/docs/favicon-32x32.png">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<noscript>This page needs JavaScript. The document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
})
`

/** Beside this file in the package, which brings no more of swagger-ui; in its own package in the clone. */
function uiFolder(): string {
  const packed = fileURLToPath(new URL('swagger-ui', import.meta.url))
  if (existsSync(packed)) return packed
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
}

export function addApiDocsRoutes(api: Api): void {
  const folder = uiFolder()
  const document = (async () => openApiDocument(api))()
  // A failure surfaces on the first request, not as an unhandled rejection.
  document.catch(() => undefined)

  api.get('/openapi.json', async (c) => c.json(await document, 200))

  api.get('/docs', (c) => c.html(PAGE, 200, { 'content-security-policy': POLICY }))
  api.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
  for (const [name, type] of Object.entries(UI_FILES)) {
    api.get(`/docs/${name}`, async (c) =>
      c.body(await readFile(join(folder, name)), 200, {
        'content-type': type,
        'cache-control': 'public, max-age=86400',
      }),
    )
  }
}
