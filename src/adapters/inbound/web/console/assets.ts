/**
 * The few files that pages load, all of them from here: named by their hash, so that browsers may keep them for good.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Hono } from 'hono'

const require = createRequire(import.meta.url)
const readOwn = (name: string): Buffer => readFileSync(new URL(`static/${name}`, import.meta.url))
const readVendor = (path: string): Buffer => readFileSync(require.resolve(path))

const FILES = {
  'console.css': { type: 'text/css; charset=utf-8', bytes: readOwn('console.css') },
  'console.js': { type: 'text/javascript; charset=utf-8', bytes: readOwn('console.js') },
  'htmx.js': { type: 'text/javascript; charset=utf-8', bytes: readVendor('htmx.org/dist/htmx.min.js') },
  'htmx-sse.js': { type: 'text/javascript; charset=utf-8', bytes: readVendor('htmx.org/dist/ext/hx-sse.min.js') },
  'icon.svg': { type: 'image/svg+xml', bytes: readOwn('icon.svg') },
} as const
export type AssetName = keyof typeof FILES

const HASHES = new Map(
  Object.entries(FILES).map(([name, { bytes }]) => [
    name,
    createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  ]),
)

/** The address of an asset; it changes when the file does. */
export const assetUrl = (name: AssetName): string => `/assets/${HASHES.get(name) ?? ''}/${name}`

export function assetRoutes(): Hono {
  const routes = new Hono()
  routes.get('/assets/:hash/:name', (c) => {
    const name = c.req.param('name') as AssetName
    if (!Object.hasOwn(FILES, name) || HASHES.get(name) !== c.req.param('hash'))
      return c.text('There is no such file.', 404)
    const { type, bytes } = FILES[name]
    return c.body(new Uint8Array(bytes), 200, {
      'Content-Type': type,
      'Cache-Control': 'public, max-age=31536000, immutable',
    })
  })
  routes.get('/favicon.ico', (c) => c.redirect(assetUrl('icon.svg'), 301))
  return routes
}
