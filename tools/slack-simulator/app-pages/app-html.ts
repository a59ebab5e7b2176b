/** What an app's pages show. */
import { html } from 'hono/html'
import type { SlackState } from '../state/slack.ts'
import type { Workspace } from '../state/model.ts'
import { appFrame, form, frame, type Markup } from './frame.ts'

/** “Create New App” and its dialog. https://docs.slack.dev/app-manifests/configuring-apps-with-app-manifests */
export const appsHtml = (): Markup => frame('Your Apps', html`<p><a href="/apps/new">Create New App</a></p>`)
export const newAppHtml = (): Markup =>
  frame('Create an app', html`<p><a href="/apps/new/workspace">From a manifest</a></p>`)
export const pickWorkspaceHtml = (workspaces: readonly Workspace[]): Markup =>
  frame(
    'Pick a workspace to develop your app in',
    html`<form action="/apps/new/manifest">
      <label
        >Workspace
        <select name="workspace">
          ${workspaces.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
        </select></label
      ><button>Next</button>
    </form>`,
  )
export const manifestHtml = (workspace: string, error: string | undefined): Markup =>
  frame(
    'Create app from manifest',
    form(
      '/apps/new/review',
      'Next',
      html`${error === undefined ? '' : html`<p role="alert">${error}</p>`}
        <input type="hidden" name="workspace" value="${workspace}" />
        <label>Manifest <textarea name="manifest" rows="20" cols="80"></textarea></label>`,
    ),
  )
export const reviewHtml = (workspace: string, manifest: string, scopes: readonly string[]): Markup =>
  frame(
    'Review summary & create your app',
    form(
      '/apps/new/create',
      'Create',
      html`<p>Bot scopes: ${scopes.join(', ')}</p>
        <input type="hidden" name="workspace" value="${workspace}" /><input
          type="hidden"
          name="manifest"
          value="${manifest}"
        />`,
    ),
  )

/** The credentials, and app-level tokens for Socket Mode. https://docs.slack.dev/authentication/tokens */
export const generalHtml = (slack: SlackState): Markup => {
  const { id, clientId, clientSecret, signingSecret, appToken } = slack.app
  return appFrame(
    slack,
    'general',
    html`<h2>App Credentials</h2>
      <dl>
        <dt>Client ID</dt>
        <dd><code id="client-id">${clientId}</code></dd>
        <dt>Client Secret</dt>
        <dd>
          <details>
            <summary>Show</summary>
            <code id="client-secret">${clientSecret}</code>
          </details>
        </dd>
        <dt>Signing Secret</dt>
        <dd>
          <details>
            <summary>Show</summary>
            <code id="signing-secret">${signingSecret}</code>
          </details>
        </dd>
      </dl>
      <h2>App-Level Tokens</h2>
      ${appToken === '' ? '' : html`<p><code id="app-token">${appToken}</code></p>`}
      <p><a href="/apps/${id}/token">Generate Token and Scopes</a></p>`,
  )
}
export const tokenHtml = (slack: SlackState): Markup =>
  appFrame(
    slack,
    'general',
    form(
      `/apps/${slack.app.id}/token`,
      'Generate',
      html`<label>Token Name <input name="name" /></label
        ><label
          >Add Scope
          <select name="scope">
            <option></option>
            <option>connections:write</option>
            <option>authorizations:read</option>
          </select></label
        >`,
    ),
  )

/** Whether events are delivered, by the words of https://github.com/chiefonboarding/ChiefOnboarding/issues/266 */
export const eventsHtml = (slack: SlackState, failed: boolean): Markup => {
  const { id, requestUrl, eventsVerified, socketMode, events } = slack.app
  const status = eventsVerified
    ? html`<strong>Verified ✓</strong>`
    : html`<strong
          >${failed ? 'Your URL didn’t respond with the value of the challenge parameter.' : 'URL isn’t verified.'}</strong
        >
        ${form(`/apps/${id}/event-subscriptions`, 'Retry')}`
  return appFrame(
    slack,
    'event-subscriptions',
    html`${
        socketMode
          ? html`<p>Socket Mode is enabled. You won’t need to specify a Request URL.</p>`
          : html`<p>Request URL: <code>${requestUrl}</code></p>
              ${status}`
      }
      <p>Bot events: ${events.join(', ')}</p>`,
  )
}

/** Where the app is installed from its own pages. https://docs.slack.dev/app-management/distribution */
export const installHtml = (slack: SlackState, token: string | undefined): Markup =>
  appFrame(
    slack,
    'install-on-team',
    html`${token === undefined ? '' : html`<p>Bot User OAuth Token <code id="bot-token">${token}</code></p>`}
      <p>
        <a href="/apps/${slack.app.id}/consent"
          >${token === undefined ? 'Install to' : 'Reinstall to'} ${homeName(slack)}</a
        >
      </p>`,
  )
export const consentHtml = (slack: SlackState): Markup =>
  frame(
    `${slack.app.name} is requesting permission to access ${homeName(slack)}`,
    form(
      `/apps/${slack.app.id}/consent`,
      'Allow',
      html`<ul>
        ${slack.app.scopes.map((scope) => html`<li>${scope}</li>`)}
      </ul>`,
    ),
  )

/** Other workspaces only once distribution is active, by a checklist. The same source. */
export const distributeHtml = (slack: SlackState): Markup =>
  appFrame(
    slack,
    'distribute',
    slack.app.distributed
      ? html`<p>Public distribution is active.</p>
          <p><a href="${shareableUrl(slack)}">Shareable URL</a></p>`
      : form(
          `/apps/${slack.app.id}/distribute`,
          'Activate Public Distribution',
          html`<label
            ><input type="checkbox" name="reviewed" value="yes" /> I’ve reviewed and removed any hard-coded
            information</label
          >`,
        ),
  )

const homeName = (slack: SlackState): string => slack.workspaces.get(slack.app.home ?? '')?.name ?? 'Workspace'

/** Slack's own link has no state and no redirect address. */
const shareableUrl = ({ app }: SlackState): string =>
  `/oauth/v2/authorize?client_id=${app.clientId}&scope=${app.scopes.join(',')}`
