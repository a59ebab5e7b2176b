/** The page's three panes: conversations, the one that is open, and a thread; and the modal over them. */
import { html } from 'hono/html'
import { joinedChannels, isVisible } from '../driver/seen-message.ts'
import { textOf } from '../driver/text/display-text.ts'
import { isBroadcast, isOutsideThreads, referenceBlocks } from '../state/broadcast.ts'
import { listReplies } from '../state/messages.ts'
import type { Channel, Message, User, View, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import { modalsOf } from '../state/views.ts'
import { blocksHtml } from './blocks-html.ts'
import { mrkdwnHtml, type Markup } from './mrkdwn-html.ts'

/** What a browser looks at. */
export interface PageView {
  slack: SlackState
  workspace: Workspace
  user: User
  channel: Channel | undefined
  /** The first message of the open thread. */
  thread: string | undefined
  tab: 'messages' | 'home'
}

const COLOURS = ['#e8912d', '#2bac76', '#1d9bd1', '#9b59b6', '#cd2553', '#4a7c59', '#5b6ee1']
const colourOf = (id: string): string =>
  COLOURS[[...id].reduce((sum, each) => sum + each.charCodeAt(0), 0) % COLOURS.length] ?? '#555'

const avatar = (user: User | undefined, small = false): Markup =>
  html`<span
    class="avatar ${small ? 'small' : ''} ${user?.isBot ? 'bot' : ''}"
    style="background:${user?.isBot ? '#1264a3' : colourOf(user?.id ?? '')}"
    aria-hidden="true"
    >${(user?.realName ?? '?')
      .split(' ')
      .map((word) => word.charAt(0))
      .slice(0, 2)
      .join('')}</span
  >`

const other = ({ workspace, user }: PageView, channel: Channel): User | undefined =>
  workspace.users.get([...channel.members].find((id) => id !== user.id) ?? '')

/** The left pane. */
export function sidebarHtml(look: PageView): Markup {
  const { slack, workspace, user, channel } = look
  const mine = joinedChannels(workspace, user.id)
  const row = (each: Channel, label: Markup): Markup =>
    html`<a href="#" data-channel="${each.id}" class="${each.id === channel?.id ? 'open' : ''}">${label}</a>`
  const personRow = (each: Channel): Markup =>
    row(each, html`${avatar(other(look, each), true)} ${other(look, each)?.realName ?? ''}`)
  return html`<header><b>${workspace.name}</b></header>
    <label class="who"
      >You are
      <select data-switch="person">
        ${[...workspace.users.values()]
          .filter(({ isBot }) => !isBot)
          .map(
            ({ id, realName }) => html`<option value="${id}" ${id === user.id ? 'selected' : ''}>${realName}</option>`,
          )}
      </select></label
    >
    ${
      slack.workspaces.size > 1
        ? html`<label class="who"
            >in
            <select data-switch="workspace">
              ${[...slack.workspaces.values()].map(
                ({ id, name }) => html`<option value="${id}" ${id === workspace.id ? 'selected' : ''}>${name}</option>`,
              )}
            </select></label
          >`
        : ''
    }
    <h2>Channels</h2>
    ${mine
      .filter(({ kind }) => kind !== 'im')
      .map((each) => row(each, html`<span class="hash">${each.kind === 'private' ? '🔒' : '#'}</span> ${each.name}`))}
    <h2>Direct messages</h2>
    ${mine.filter((each) => each.kind === 'im' && !other(look, each)?.isBot).map(personRow)}
    <h2>Apps</h2>
    ${mine.filter((each) => each.kind === 'im' && other(look, each)?.isBot).map(personRow)}`
}

/** The middle pane. */
export function conversationHtml(look: PageView): Markup {
  const { slack, channel, user, workspace } = look
  if (!channel) return html`<p class="empty">Choose a conversation.</p>`
  const app = channel.kind === 'im' && other(look, channel)?.isBot
  const shown = channel.messages.filter((message) => isVisible(message, user.id) && isOutsideThreads(message))
  return html`<header>
      <b>${channel.kind === 'im' ? other(look, channel)?.realName : `# ${channel.name}`}</b>
      ${
        app
          ? html`<nav>
              <a href="#" data-tab="home" class="${look.tab === 'home' ? 'open' : ''}">Home</a
              ><a href="#" data-tab="messages" class="${look.tab === 'messages' ? 'open' : ''}">Messages</a>
            </nav>`
          : ''
      }
      ${(slack.app.shortcuts ?? [])
        .filter(({ type }) => type === 'global')
        .map(({ name }) => html`<button class="shortcut" data-shortcut="${name}">${name}</button>`)}
    </header>
    <div class="messages" tabindex="0">
      ${
        look.tab === 'home' && app
          ? homeHtml(workspace, workspace.homes.get(user.id))
          : shown.length === 0
            ? html`<p class="empty">This is the very beginning of your conversation.</p>`
            : shown.map((message, index) => messageHtml(look, channel, message, shown[index - 1]))
      }
    </div>`
}

function homeHtml(workspace: Workspace, home: View | undefined): Markup {
  if (!home) return html`<p class="empty">This app has nothing to show here yet.</p>`
  return html`<div class="home" data-on="home">${blocksHtml(workspace, home.view.blocks, home.state)}</div>`
}

/** The right pane. */
export function threadHtml(look: PageView): Markup {
  const { channel, thread, user } = look
  const root = thread === undefined ? undefined : channel?.byTs.get(thread)
  if (!channel || !root || look.tab === 'home') return html``
  const replies = channel.messages.filter(
    (message) => isVisible(message, user.id) && message.threadTs === root.ts && message !== root,
  )
  return html`<header>
      <b>Thread</b> <small>${channel.kind === 'im' ? other(look, channel)?.realName : `# ${channel.name}`}</small
      ><button data-thread="" aria-label="Close the thread">✕</button>
    </header>
    <div class="messages" tabindex="0">
      ${messageHtml(look, channel, root, undefined, true)}
      ${
        replies.length > 0
          ? html`<div class="count">${replies.length} ${replies.length === 1 ? 'reply' : 'replies'}</div>`
          : ''
      }
      ${replies.map((message, index) => messageHtml(look, channel, message, replies[index - 1], true))}
    </div>`
}

function messageHtml(
  look: PageView,
  channel: Channel,
  message: Message,
  before: Message | undefined,
  inThread = false,
): Markup {
  const { slack, workspace, user } = look
  const author = workspace.users.get(message.user)
  const time = new Date(Number(message.ts) * 1000).toLocaleTimeString('en-GB', {
    timeZone: user.tz,
    hour: '2-digit',
    minute: '2-digit',
  })
  const follows =
    before?.user === message.user && Number(message.ts) - Number(before.ts) < 300 && message.onlyFor === before.onlyFor
  const replies = inThread ? [] : listReplies(channel, message.ts)
  const own = message.user === user.id
  const isReference = !inThread && isBroadcast(message)
  const root = isBroadcast(message) ? channel.byTs.get(message.threadTs ?? '') : undefined
  return html`<article
    class="message ${follows ? 'follows' : ''} ${message.onlyFor ? 'ephemeral' : ''}"
    data-ts="${message.ts}"
    data-on="${channel.id} ${message.ts}"
  >
    ${follows ? html`<time>${time}</time>` : avatar(author)}
    <div class="body">
      ${message.onlyFor ? html`<div class="only">Only visible to you</div>` : ''}
      ${
        follows
          ? ''
          : html`<div class="by">
              <b>${author?.realName ?? message.user}</b>${author?.isBot ? html`<span class="app">APP</span>` : ''}<time
                >${time}</time
              >
            </div>`
      }
      ${
        root === undefined
          ? ''
          : html`<small class="broadcast"
              >${
                inThread
                  ? 'also sent as direct message'
                  : html`replied to a thread:
                      <a href="#" data-thread="${root.ts}">${mrkdwnHtml(workspace, root.text)}</a>`
              }</small
            >`
      }
      ${
        message.blocks?.length
          ? blocksHtml(workspace, isReference ? referenceBlocks(message.blocks) : message.blocks)
          : html`<p>${mrkdwnHtml(workspace, message.text)}</p>`
      }
      ${message.edited && own ? html`<small class="edited">(edited)</small>` : ''}
      ${message.fileIds.map((id) => fileHtml(slack, workspace, id))}
      ${
        replies.length > 0
          ? html`<a href="#" class="replies" data-thread="${message.ts}"
              >${replies.length} ${replies.length === 1 ? 'reply' : 'replies'} <span>View thread ›</span></a
            >`
          : ''
      }
    </div>
    <div class="tools">
      ${inThread ? '' : html`<button data-thread="${root?.ts ?? message.ts}" title="Reply in thread">Reply</button>`}
      ${(slack.app.shortcuts ?? [])
        .filter(({ type }) => type === 'message')
        .map(({ name }) => html`<button data-shortcut="${name}">${name}</button>`)}
      ${own ? html`<button data-edit="${message.text}">Edit</button><button data-delete>Delete</button>` : ''}
    </div>
  </article>`
}

function fileHtml(slack: SlackState, workspace: Workspace, id: string): Markup {
  const file = workspace.files.get(id)
  if (!file || file.deleted) return html`<div class="file">This file was deleted.</div>`
  return html`<a class="file" href="${slack.baseUrl}/page/file/${workspace.id}/${id}" download="${file.name}"
    ><span class="kind">${file.filetype.toUpperCase().slice(0, 4)}</span>
    <span
      ><b>${file.title}</b><small>${file.name} · ${Math.max(1, Math.round(file.content.length / 1024))} KB</small></span
    ></a
  >`
}

/** The modal on top, and which it is: the page draws it anew only when that changes. */
export function modalHtml(
  { workspace, user }: PageView,
  errors: Record<string, string> = {},
): { key: string; markup: Markup } {
  const stack = modalsOf(workspace, user.id)
  const view = stack.at(-1)
  if (!view) return { key: '', markup: html`` }
  const { title, submit, close, blocks } = view.view
  return {
    key: `${view.id} ${view.hash} ${JSON.stringify(errors)}`,
    markup: html`<form class="modal" data-on="modal" role="dialog" aria-label="${textOf(workspace, title)}">
      <header>
        ${stack.length > 1 ? html`<button type="button" data-close aria-label="Back">‹</button>` : ''}<b
          >${textOf(workspace, title)}</b
        ><button type="button" data-close="all" aria-label="Close">✕</button>
      </header>
      <div class="content">${blocksHtml(workspace, blocks, view.state, errors)}</div>
      <footer>
        <button type="button" class="button" data-close>${close ? textOf(workspace, close) : 'Cancel'}</button>
        ${submit ? html`<button type="submit" class="button primary">${textOf(workspace, submit)}</button>` : ''}
      </footer>
    </form>`,
  }
}
