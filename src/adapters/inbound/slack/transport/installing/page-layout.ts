/** The frame of the pages around an installation: no script, one stylesheet in the page, light and dark. */
import { hash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Text that is escaped where it has to be. */
export type PageHtml = HtmlEscapedString | Promise<HtmlEscapedString>

const STYLE = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; color: #1d1c1d; background: #f4f4f6; }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
p { margin: .5rem 0; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; margin: .5rem 0; }
dt { font-weight: 600; }
dd { margin: 0; }
a { color: #1264a3; }
.button { display: inline-block; margin: .75rem 0; padding: .7rem 1.2rem; border-radius: .5rem; font-weight: 600;
  color: #fff; background: #4a154b; text-decoration: none; }
.button:hover, .button:focus-visible { background: #611f69; }
:focus-visible { outline: 3px solid #1d9bd1; outline-offset: 2px; }
.note { padding: .6rem .9rem; border-left: .25rem solid #1264a3; background: #e8f1f8; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid #c8c8cc; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin: 0 0 .6rem; } }
@media (prefers-color-scheme: dark) {
  :root { color: #e8e8e8; background: #1a1d21; }
  a { color: #69b9ee; }
  .button { color: #1a1d21; background: #ecc8ee; }
  .button:hover, .button:focus-visible { background: #fff; }
  .note { background: #22303b; }
  footer { border-color: #4a4d52; }
}
`

/** In one piece: a formatter that moved it would change what the hash is of. */
const STYLE_ELEMENT = raw(`<style>${STYLE}</style>`)

/** The policy under which a browser shows the pages: their own stylesheet, and nothing else. */
export const PAGE_POLICY =
  `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A page with a title as its heading. */
export const layOutPage = (title: string, body: PageHtml): PageHtml =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`
