/** The page: a workspace as a chosen person sees it, live, with everything working that a person can do. */
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { streamSSE } from 'hono/streaming'
import type { HttpBindings } from '@hono/node-server'
import type { SocketServer } from '../delivery/socket-server.ts'
import type { Entry } from '../driver/element-values.ts'
import type { ActionTarget, Person } from '../driver/person-actions.ts'
import { toSeenMessage, type SeenMessage } from '../driver/seen-message.ts'
import { findMessage } from '../state/messages.ts'
import type { User, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import { openDirectMessages } from '../state/workspace.ts'
import { modalsOf } from '../state/views.ts'
import { textOf } from '../driver/text/display-text.ts'
import { createFaultsRoutes } from './faults/faults-routes.ts'
import { conversationHtml, modalHtml, sidebarHtml, threadHtml, type PageView } from './workspace-html.ts'

type Env = { Bindings: HttpBindings }

/** One thing done on the page. */
interface Act {
  act:
    | 'say'
    | 'command'
    | 'click'
    | 'choose'
    | 'search'
    | 'submit'
    | 'close'
    | 'edit'
    | 'delete'
    | 'drop'
    | 'open_home'
    | 'reload'
    | 'shortcut'
  workspace: string
  person: string
  channel?: string
  thread?: string
  on?: string
  action?: string
  block?: string
  text?: string
  entry?: Entry | { name: string; base64: string }
  all?: boolean
}

const asset = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

export function createSimulatorPage(
  slack: SlackState,
  sockets: SocketServer,
  personOf: (workspace: Workspace, user: User) => Person,
): Hono<Env> {
  const page = new Hono<Env>()
  page.get('/', (context) =>
    context.html(
      html`<!doctype html>
        <html lang="en">
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width" />
          <title>Slack simulator</title>
          <link rel="stylesheet" href="/page/style.css" />
          <link rel="stylesheet" href="/page/dark.css" />
          <link rel="stylesheet" href="/page/faults/faults.css" />
          <body>
            <aside id="sidebar">
              <div id="places"></div>
              <button id="open-faults">Faults…</button>
            </aside>
            <main>
              <section id="conversation"></section>
              <form id="composer">
                <input type="file" id="file" hidden /><button
                  type="button"
                  id="attach"
                  title="Attach a file"
                  aria-label="Attach a file"
                >
                  +
                </button>
                <textarea name="text" rows="1" aria-label="Message" placeholder="Message, or /command"></textarea
                ><button class="send" aria-label="Send">➤</button>
              </form>
            </main>
            <section id="thread-pane" hidden>
              <section id="thread"></section>
              <form id="thread-composer">
                <textarea name="text" rows="1" aria-label="Reply" placeholder="Reply…"></textarea
                ><button class="send" aria-label="Send the reply">➤</button>
              </form>
            </section>
            <aside id="faults" aria-label="Faults" hidden></aside>
            <div id="overlay" hidden></div>
            <div id="toast" role="status" hidden></div>
            <script type="module" src="/page/client.js"></script>
          </body>
        </html>`,
    ),
  )
  for (const sheet of ['style.css', 'dark.css', 'faults/faults.css'])
    page.get(`/page/${sheet}`, (context) => context.body(asset(sheet), 200, { 'content-type': 'text/css' }))
  page.get('/page/client.js', (context) => context.body(asset('client.js'), 200, { 'content-type': 'text/javascript' }))

  page.get('/page/view', async (context) => {
    const look = readPageView(slack, context.req.query())
    const modal = modalHtml(look, errorsOf.get(look.user.id))
    return context.json({
      workspace: look.workspace.id,
      person: look.user.id,
      channel: look.channel?.id ?? '',
      thread: look.thread ?? '',
      tab: look.tab,
      sidebar: String(await sidebarHtml(look)),
      conversation: String(await conversationHtml(look)),
      thread_html: String(await threadHtml(look)),
      modal: String(await modal.markup),
      modal_key: modal.key,
    })
  })

  page.route('/', createFaultsRoutes(slack, sockets))
  page.get('/page/changes', (context) =>
    streamSSE(context, async (stream) => {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          void stream.writeSSE({ data: 'changed' })
        }
        slack.listeners.add(listener)
        stream.onAbort(() => {
          slack.listeners.delete(listener)
          resolve()
        })
      })
    }),
  )

  page.get('/page/file/:workspace/:file', (context) => {
    const file = slack.workspaces.get(context.req.param('workspace'))?.files.get(context.req.param('file'))
    return file
      ? new Response(new Uint8Array(file.content), { headers: { 'content-type': file.mimetype } })
      : context.notFound()
  })

  page.post('/page/act', async (context) => {
    const act = await context.req.json<Act>()
    try {
      return context.json({ ok: true, ...(await perform(act)) })
    } catch (error) {
      return context.json({ ok: false, error: error instanceof Error ? error.message : String(error) })
    }
  })

  /** What the app said about the fields of each person's open modal. */
  const errorsOf = new Map<string, Record<string, string>>()

  const perform = async (act: Act): Promise<object | undefined> => {
    const workspace = slack.workspaces.get(act.workspace)
    const user = workspace?.users.get(act.person)
    if (!workspace || !user) throw new Error('There is no such person.')
    const person = personOf(workspace, user)
    const where = { in: act.channel ?? 'app', ...(act.thread && { thread: act.thread }) }
    const [on, message] = findActionTarget(workspace, act.on)
    const which = { ...(on && { on }), ...(act.block && { block: act.block }) }
    switch (act.act) {
      case 'say':
        await person.say(act.text ?? '', where)
        return undefined
      case 'command': {
        const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(act.text ?? '') ?? []
        await person.command(command, text, where)
        return undefined
      }
      case 'click':
        await person.click(act.action ?? '', which)
        return undefined
      case 'choose':
        await person.choose(toFileEntry(act.entry) ?? null, act.action ?? '', which)
        return undefined
      case 'search':
        return { options: await person.search(act.text ?? '', act.action ?? '', which) }
      case 'submit': {
        const view = modalsOf(workspace, user.id).at(-1)
        const outcome = await person.submit()
        const labelled = outcome.outcome === 'errors' ? outcome.errors : {}
        errorsOf.set(
          user.id,
          Object.fromEntries(
            (view?.view.blocks ?? []).flatMap((block) => {
              const error = labelled[textOf(workspace, block['label'])]
              return error ? [[String(block['block_id']), error]] : []
            }),
          ),
        )
        if (outcome.outcome === 'failed')
          throw new Error(`We had some trouble connecting. Try again? (${outcome.detail})`)
        return outcome
      }
      case 'close':
        errorsOf.delete(user.id)
        await person.close({ all: act.all === true })
        return undefined
      case 'edit':
        await person.edit(requireMessage(message), act.text ?? '')
        return undefined
      case 'delete':
        await person.remove(requireMessage(message))
        return undefined
      case 'drop':
        await person.drop(toFileEntry(act.entry) as { name: string; content: Buffer }, where)
        return undefined
      case 'open_home':
        await person.openHome()
        return undefined
      case 'reload':
        person.reload()
        return undefined
      case 'shortcut':
        await person.shortcut(act.text ?? '', message)
        return undefined
    }
  }
  return page
}

const requireMessage = (message: SeenMessage | undefined): SeenMessage => {
  if (!message) throw new Error('There is no such message.')
  return message
}

/** `modal`, `home`, or `CHANNEL TS`. */
function findActionTarget(
  workspace: Workspace,
  on: string | undefined,
): [ActionTarget | undefined, SeenMessage | undefined] {
  if (on === 'modal' || on === 'home' || on === undefined || on === '') return [on === '' ? undefined : on, undefined]
  const [id = '', ts = ''] = on.split(' ')
  const channel = workspace.channels.get(id)
  const message = channel && findMessage(channel, ts)
  if (!channel || !message) throw new Error('There is no such message.')
  const shown = toSeenMessage(workspace, channel, message)
  return [shown, shown]
}

const toFileEntry = (entry: Act['entry']): Entry | undefined =>
  typeof entry === 'object' && entry !== null && 'base64' in entry
    ? { name: entry.name, content: Buffer.from(entry.base64, 'base64') }
    : entry

/** What a browser asks to look at, with sensible beginnings: the first person, the direct messages with the app. */
function readPageView(slack: SlackState, query: Record<string, string>): PageView {
  const workspace = slack.workspaces.get(query['workspace'] ?? '') ?? [...slack.workspaces.values()][0]
  const people = [...(workspace?.users.values() ?? [])].filter(({ isBot }) => !isBot)
  const user = people.find(({ id, name }) => id === query['person'] || name === query['person']) ?? people[0]
  if (!workspace || !user) throw new Error('The simulator has no workspace with people in it.')
  const app = workspace.installation && openDirectMessages(slack, workspace, workspace.installation.botUser, user.id)
  const asked = workspace.channels.get(query['channel'] ?? '')
  const channel = asked?.members.has(user.id) ? asked : app
  return {
    slack,
    workspace,
    user,
    channel,
    tab: query['tab'] === 'home' ? 'home' : 'messages',
    thread: channel?.messages.some(({ ts }) => ts === query['thread']) ? query['thread'] : undefined,
  }
}
