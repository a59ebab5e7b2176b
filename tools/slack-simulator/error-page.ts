/** What Slack shows for an address that an app has made wrongly. */
import { html } from 'hono/html'

export const errorPage = (problem: string) =>
  html`<!doctype html><title>Slack</title>
    <h1>Something went wrong</h1>
    <p>${problem}</p>`
