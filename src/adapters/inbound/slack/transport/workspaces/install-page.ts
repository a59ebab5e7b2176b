/** The page that a browser shows after an installation. */
import type { Context } from 'hono'
import { html } from 'hono/html'

/** A plain page with a title and a text. */
export const renderPage = (
  c: Context,
  status: 200 | 400 | 403 | 502,
  title: string,
  text: string,
): Response | Promise<Response> =>
  c.html(
    html`<!doctype html>
      <html lang="en">
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <h1>${title}</h1>
        <p>${text}</p>
      </html>`,
    status,
  )
