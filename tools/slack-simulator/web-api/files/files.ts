/** `files.*`: uploads in three steps, and what became of them. */
import { TIER } from '../../state/limits.ts'
import { addMessage } from '../../state/messages.ts'
import type { Channel, Json, SharedFile } from '../../state/model.ts'
import { fileJson } from '../../state/shapes.ts'
import { newId, publishChange, type SlackState } from '../../state/slack.ts'
import { isRecord } from '../../block-kit/checks.ts'
import { json, requiredText, number, text } from '../arguments.ts'
import { blocksOf } from './content.ts'
import { badArgument, SlackRefusal } from '../error.ts'
import { mimetypeOf } from './mimetypes.ts'
import type { Caller, Method } from '../method.ts'
import { channelToUpload, threadOf } from '../places.ts'

const getUploadURLExternal: Method = {
  scopes: ['files:write'],
  perMinute: TIER[4],
  run: ({ slack, workspace, installation, args }) => {
    const name = requiredText(args, 'filename')
    const length = number(args, 'length')
    if (length === undefined || length === 0) throw new SlackRefusal('missing_argument')
    if ((text(args, 'alt_txt') ?? '').length > 1000) throw new SlackRefusal('alt_txt_too_large')
    const file = newFile(slack, { name, user: installation.botUser })
    workspace.files.set(file.id, file)
    const key = slack.random.word(40)
    slack.uploads.set(key, { workspace: workspace.id, file: file.id, length })
    return { upload_url: `${slack.baseUrl}/upload/v1/${key}`, file_id: file.id }
  },
}

/** A file that nobody sees yet. */
export function newFile(
  slack: SlackState,
  given: { name: string; user: string; content?: Buffer; completed?: boolean },
): SharedFile {
  const filetype = /\.([A-Za-z0-9]+)$/.exec(given.name)?.[1]?.toLowerCase() ?? 'binary'
  return {
    id: newId(slack, 'F'),
    name: given.name,
    title: given.name,
    mimetype: mimetypeOf(filetype),
    filetype,
    mode: 'hosted',
    user: given.user,
    created: slack.clock.now(),
    content: given.content ?? Buffer.alloc(0),
    completed: given.completed ?? false,
    deleted: false,
    shares: [],
  }
}

const completeUploadExternal: Method = {
  scopes: ['files:write'],
  perMinute: TIER[4],
  run: (caller) => {
    const { slack, workspace, args } = caller
    const entries = json(args, 'files', 'invalid_arguments')
    if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isRecord))
      throw badArgument('missing required field: files')
    const files = entries.map((entry) => {
      const file = workspace.files.get(String(entry['id']))
      // A file without its bytes was never uploaded.
      if (!file || file.deleted || file.content.length === 0) throw new SlackRefusal('file_not_found')
      return { file, title: typeof entry['title'] === 'string' ? entry['title'] : undefined }
    })
    const channel = text(args, 'channel_id') === undefined ? undefined : channelToUpload(caller)
    if (!channel && text(args, 'thread_ts') !== undefined) throw badArgument('thread_ts needs channel_id')
    const threadTs = channel && threadOf(caller, channel)
    const blocks = blocksOf(args)
    // Observed: a markdown block makes Slack fail without saying why.
    if (blocks?.some(({ type }) => type === 'markdown')) throw new SlackRefusal('internal_error')
    for (const { file, title } of files) {
      file.completed = true
      if (title !== undefined) file.title = title
    }
    const shared = files.map(({ file }) => file)
    if (channel && args['never_shared'] !== true) {
      const comment = text(args, 'initial_comment')
      const said = { threadTs, text: comment ?? '', blocks: comment === undefined ? blocks : undefined }
      const ms = slack.limits.shareMs + (args['shared_late'] === true ? slack.limits.lateShareMs : 0)
      slack.clock.after(ms, () => shareByApp(caller, channel, shared, said))
    }
    // The answer comes before the file was looked at: https://github.com/slackapi/python-slack-sdk/issues/1575
    return {
      files: shared.map((file) => ({
        ...fileJson(slack, workspace, file),
        mimetype: '',
        filetype: '',
        pretty_type: '',
        media_display_type: 'unknown',
      })),
    }
  },
}

function shareByApp(
  { slack, workspace, installation }: Caller,
  channel: Channel,
  files: SharedFile[],
  said: { threadTs: string | undefined; text: string; blocks: Json[] | undefined },
): void {
  const message = addMessage(slack, workspace, channel, {
    ...said,
    user: installation.botUser,
    botId: installation.botId,
    fileIds: files.map(({ id }) => id),
    subtype: 'file_share',
  })
  recordShares(files, channel, message.ts, said.threadTs)
  for (const file of files)
    publishChange(slack, { kind: 'shared', workspace, channel, file, user: installation.botUser })
}

export function recordShares(files: SharedFile[], channel: Channel, ts: string, threadTs: string | undefined): void {
  for (const file of files) file.shares.push({ channel: channel.id, ts, threadTs })
}

/** A file the app may know: its own, or one in a channel it is in. */
function visibleFile({ workspace, installation, args }: Caller): SharedFile {
  const file = workspace.files.get(requiredText(args, 'file', 'file_not_found'))
  if (!file || !file.completed) throw new SlackRefusal('file_not_found')
  if (file.deleted) throw new SlackRefusal('file_deleted')
  const shared = file.shares.some(({ channel }) => workspace.channels.get(channel)?.members.has(installation.botUser))
  if (file.user !== installation.botUser && !shared) throw new SlackRefusal('file_not_found')
  return file
}

const info: Method = {
  scopes: ['files:read'],
  perMinute: TIER[4],
  run: (caller) => ({
    file: fileJson(caller.slack, caller.workspace, visibleFile(caller)),
    comments: [],
    response_metadata: { next_cursor: '' },
  }),
}

const deleteFile: Method = {
  scopes: ['files:write'],
  perMinute: TIER[3],
  run: (caller) => {
    const file = visibleFile(caller)
    if (file.user !== caller.installation.botUser) throw new SlackRefusal('cant_delete_file')
    file.deleted = true
    return {}
  },
}

export const FILES: Record<string, Method> = {
  'files.getUploadURLExternal': getUploadURLExternal,
  'files.completeUploadExternal': completeUploadExternal,
  'files.info': info,
  'files.delete': deleteFile,
}
