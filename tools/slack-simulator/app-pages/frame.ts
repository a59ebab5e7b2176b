/** The frame of an app's pages: its name, and the menu at the side. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { SlackState } from '../state/slack.ts'

/** Markup that is escaped already. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** The pages of an app by their path, as Slack's menu has them. */
export const APP_PAGES = {
  general: 'Basic Information',
  'install-on-team': 'Install App',
  distribute: 'Manage Distribution',
  'event-subscriptions': 'Event Subscriptions',
} as const

export type AppPage = keyof typeof APP_PAGES

/** A page of Slack's own about apps. */
export const frame = (title: string, content: Markup, menu: Markup = html``): Markup =>
  html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title} | Slack API</title>
      <link rel="stylesheet" href="/page/style.css" />
      <link rel="stylesheet" href="/page/dark.css" />
      <body style="display: block; overflow: auto">
        <main style="display: block; max-width: 50rem; margin: 0 auto; padding: 1rem">
          ${menu}
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`

/** A page of the app. */
export const appFrame = (slack: SlackState, page: AppPage, content: Markup): Markup =>
  frame(
    APP_PAGES[page],
    content,
    html`<nav style="display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.5rem">
      <strong>${slack.app.name}</strong>
      ${Object.entries(APP_PAGES).map(([path, name]) => html`<a href="/apps/${slack.app.id}/${path}">${name}</a>`)}
    </nav>`,
  )

/** A form with one button; `fields` go above it. */
export const form = (action: string, button: string, fields: Markup = html``): Markup =>
  html`<form method="post" action="${action}" style="display: grid; justify-items: start; gap: 0.75rem">
    ${fields}<button>${button}</button>
  </form>`
