/** Response URLs: answers to a click or a command, five times within thirty minutes. */
import { isRecord } from './block-kit/checks.ts'
import { readContent } from './web-api/files/content.ts'
import { SlackRefusal } from './web-api/error.ts'
import { changeMessage, findMessage, addMessage, deleteMessage } from './state/messages.ts'
import type { Channel, Workspace } from './state/model.ts'
import type { ResponseUrl, SlackState } from './state/slack.ts'

export interface ResponseUrlAnswer {
  status: number
  body: string
}

const refused = (error: string, status = 404): ResponseUrlAnswer => ({
  status,
  body: JSON.stringify({ ok: false, error }),
})

/** What the app posted to a response URL. */
export function handleResponseUrl(slack: SlackState, key: string, body: unknown): ResponseUrlAnswer {
  const url = slack.responseUrls.get(key)
  const workspace = url && slack.workspaces.get(url.workspace)
  const channel = url && workspace?.channels.get(url.channel)
  if (!url || !workspace?.installation || !channel) return refused('invalid_url')
  if (url.expiresAt < slack.clock.now()) return refused('expired_url')
  if (url.usesLeft === 0) return refused('used_url')
  if (!isRecord(body)) return refused('invalid_payload', 400)
  try {
    applyResponse(slack, workspace, channel, url, body)
  } catch (error) {
    if (error instanceof SlackRefusal)
      return { status: 200, body: JSON.stringify({ ok: false, error: error.error, ...error.extra }) }
    throw error
  }
  url.usesLeft -= 1
  return { status: 200, body: 'ok' }
}

/** A message in answer to an interaction or a command: new, in place of the original, or its removal. */
export function applyResponse(
  slack: SlackState,
  workspace: Workspace,
  channel: Channel,
  to: Pick<ResponseUrl, 'user' | 'message' | 'threadTs'>,
  body: Record<string, unknown>,
): void {
  const bot = workspace.installation
  if (!bot) return
  const original = to.message === undefined ? undefined : findMessage(channel, to.message)
  if (body['delete_original'] === true) {
    if (original) deleteMessage(slack, workspace, channel, original)
    return
  }
  const { metadata: _metadata, ...content } = readContent(body, 'post')
  if (body['replace_original'] === true && original)
    return changeMessage(slack, workspace, channel, original, content, content.blocks ? undefined : bot.botUser)
  const everybody = body['response_type'] === 'in_channel'
  addMessage(slack, workspace, channel, {
    ...content,
    user: bot.botUser,
    botId: bot.botId,
    onlyFor: everybody ? undefined : to.user,
    threadTs: typeof body['thread_ts'] === 'string' ? body['thread_ts'] : to.threadTs,
  })
}
