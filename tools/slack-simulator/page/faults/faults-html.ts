/** The panel that turns faults on and off: rates, the next call of a method, limits, who is there, connections. */
import { html } from 'hono/html'
import { FAULT_KINDS, type FaultKind } from '../../state/faults.ts'
import { LIFTABLE, type LiftedLimit } from '../../state/limits.ts'
import type { SlackState } from '../../state/slack.ts'
import type { Markup } from '../mrkdwn-html.ts'
import { FAULT_WORDS, OF_DELIVERIES } from './fault-words.ts'

const RATES = [0, 0.05, 0.2, 0.5, 1]
const percent = (rate: number): string => (rate === 0 ? 'off' : rate === 1 ? 'always' : `${rate * 100} %`)

const LIMIT_WORDS: Record<LiftedLimit, string> = {
  channel_posts: 'one post a second in a channel',
  workspace_posts: 'three hundred posts a minute in a workspace',
  history: 'one look at history a minute, for apps sold outside the Marketplace',
  tiers: 'calls a minute by each method’s tier',
}

/** The panel's content. `connections`: the app's Socket Mode connections. */
export function faultsHtml(slack: SlackState, connections: number): Markup {
  const calls = FAULT_KINDS.filter((kind) => !OF_DELIVERIES.has(kind) && (slack.app.socketMode || !isSocket(kind)))
  return html`<header>
      <b>Faults</b><button type="button" data-faults-close aria-label="Close the faults">✕</button>
    </header>
    <div class="content">
      ${nextHtml(slack)}
      <h3>How often calls go wrong</h3>
      ${calls.map((kind) => rateHtml(slack, kind))}
      <h3>How often deliveries go wrong</h3>
      ${FAULT_KINDS.filter((kind) => OF_DELIVERIES.has(kind)).map((kind) => rateHtml(slack, kind))} ${valuesHtml(slack)}
      <h3>Limits that are kept</h3>
      ${LIFTABLE.map(
        (limit) =>
          html`<form data-faults>
            <input type="hidden" name="set" value="limit" /><input type="hidden" name="limit" value="${limit}" />
            <label
              ><input type="checkbox" name="kept" ${slack.limits.lifted.has(limit) ? '' : 'checked'} />
              ${LIMIT_WORDS[limit]}</label
            >
          </form>`,
      )}
      ${distributionHtml(slack)} ${slack.app.socketMode ? socketsHtml(connections) : ''}
      <h3>People</h3>
      ${[...slack.workspaces.values()].flatMap((workspace) =>
        [...workspace.users.values()]
          .filter(({ isBot }) => !isBot)
          .map(
            (user) =>
              html`<form data-faults>
                <input type="hidden" name="set" value="presence" /><input
                  type="hidden"
                  name="workspace"
                  value="${workspace.id}"
                /><input type="hidden" name="user" value="${user.id}" />
                <label
                  ><input type="checkbox" name="here" ${user.away ? '' : 'checked'} /> ${user.realName} is there</label
                >
              </form>`,
          ),
      )}
    </div>`
}

const isSocket = (kind: FaultKind): boolean => kind.startsWith('socket_')

const options = (kinds: readonly FaultKind[]): Markup[] =>
  kinds.map((kind) => html`<option value="${kind}">${FAULT_WORDS[kind]}</option>`)

/** “The next 2 of chat.postMessage: …” */
function nextHtml({ log, app, faults }: SlackState): Markup {
  const names = new Set([
    'chat.postMessage',
    'chat.update',
    'chat.postEphemeral',
    'files.completeUploadExternal',
    'views.open',
    'block_actions',
    'view_submission',
    'message',
    ...(app.commands ?? []),
    ...(app.socketMode ? ['apps.connections.open'] : []),
    ...log.calls.slice(-200).map(({ method }) => method),
  ])
  return html`<form data-faults class="next">
    <input type="hidden" name="set" value="next" />
    <label>The next <input name="times" type="number" min="1" max="99" value="1" /></label>
    <label
      >of <input name="name" list="fault-names" required value="chat.postMessage" aria-label="Method or delivery"
    /></label>
    <datalist id="fault-names">
      ${[...names].toSorted().map((name) => html`<option value="${name}"></option>`)}
    </datalist>
    <select name="kind" aria-label="What goes wrong">
      <optgroup label="Calls">${options(FAULT_KINDS.filter((kind) => !OF_DELIVERIES.has(kind)))}</optgroup>
      <optgroup label="Deliveries">${options([...OF_DELIVERIES])}</optgroup>
    </select>
    <button class="button primary">Go wrong</button>
    ${
      faults.planned.length === 0
        ? ''
        : html`<ul class="planned">
            ${faults.planned.map(({ kind, name }) => html`<li>${name}: ${FAULT_WORDS[kind]}</li>`)}
          </ul>`
    }
  </form>`
}

function rateHtml({ faults }: SlackState, kind: FaultKind): Markup {
  const rate = faults.rates[kind] ?? 0
  const rates = RATES.includes(rate) ? RATES : [...RATES, rate]
  return html`<form data-faults class="rate ${rate > 0 ? 'on' : ''}">
    <input type="hidden" name="set" value="rate" /><input type="hidden" name="kind" value="${kind}" />
    <label
      ><select name="rate">
        ${rates.map(
          (each) => html`<option value="${each}" ${each === rate ? 'selected' : ''}>${percent(each)}</option>`,
        )}
      </select>
      <span title="${kind}">${FAULT_WORDS[kind]}</span></label
    >
    ${faults.counts[kind] > 0 ? html`<output>${faults.counts[kind]}</output>` : ''}
  </form>`
}

/** How long what is late takes, and what a refusal says. */
const valuesHtml = ({ faults }: SlackState): Markup =>
  html`<form data-faults class="values">
    <input type="hidden" name="set" value="values" />
    <label>Late by <input name="slow" type="number" min="0" max="60000" value="${faults.slowMs}" /> ms</label>
    <label
      >Retry-After <input name="retry" type="number" min="1" max="300" value="${faults.retryAfterSeconds}" /> s</label
    >
    <label>Refused with <input name="refusal" value="${faults.refusal}" /></label>
  </form>`

const KINDS = { '': 'its company’s own', internal: 'its company’s own', marketplace: 'in the Marketplace' } as const

const distributionHtml = ({ app }: SlackState): Markup =>
  html`<form data-faults>
    <input type="hidden" name="set" value="distribution" />
    <label
      >The app is
      <select name="distribution">
        ${Object.entries({
          ...KINDS,
          '': 'its company’s own, until a second has it',
          unlisted: 'sold outside of it',
        }).map(
          ([value, words]) =>
            html`<option value="${value}" ${value === (app.distribution ?? '') ? 'selected' : ''}>${words}</option>`,
        )}
      </select></label
    >
  </form>`

const socketsHtml = (connections: number): Markup =>
  html`<h3>Socket Mode</h3>
    <form data-faults>
      <input type="hidden" name="set" value="sockets" />
      <p>${connections} open</p>
      ${[
        ['refresh', 'Ask to connect again'],
        ['close', 'Close'],
        ['cut', 'Cut off'],
        ['freeze', 'Leave dead'],
      ].map(([how, words]) => html`<button class="button" name="how" value="${how}">${words}</button> `)}
    </form>`
