/**
 * Finds what people would have seen twice: a post made twice under one id, a file shared twice, the same file uploaded
 * twice.
 */
import { createHash } from 'node:crypto'
import type { SlackState } from './state/slack.ts'

export interface Duplicate {
  kind: 'post' | 'share' | 'upload'
  workspace: string
  channel: string
  /** The metadata id, the file id, or the name and hash of the file. */
  id: string
  times: number
}

export interface DuplicateDetector {
  /** What was visible more than once, ever, even if it was deleted since. */
  found(): Duplicate[]
}

/**
 * Watches every message by the app from now on. The id of a post is `event_payload.id` of its metadata, with its
 * `event_type`.
 */
export function detectDuplicates(slack: SlackState): DuplicateDetector {
  const counts = new Map<string, Duplicate>()
  const count = (kind: Duplicate['kind'], workspace: string, channel: string, id: string): void => {
    const key = [kind, workspace, channel, id].join(' ')
    const duplicate = counts.get(key) ?? { kind, workspace, channel, id, times: 0 }
    duplicate.times += 1
    counts.set(key, duplicate)
  }
  slack.listeners.add((happening) => {
    if (happening.kind !== 'posted' || happening.message.botId === undefined) return
    const { workspace, channel, message } = happening
    const payload = message.metadata?.['event_payload'] as { id?: unknown } | undefined
    if (typeof payload?.id === 'string')
      count('post', workspace.id, channel.id, `${String(message.metadata?.['event_type'])} ${payload.id}`)
    for (const id of message.fileIds) {
      count('share', workspace.id, channel.id, id)
      const file = workspace.files.get(id)
      if (file)
        count(
          'upload',
          workspace.id,
          channel.id,
          `${message.threadTs ?? ''} ${file.name} ` +
            createHash('sha256').update(file.content).digest('hex').slice(0, 16),
        )
    }
  })
  return { found: () => [...counts.values()].filter(({ times }) => times > 1) }
}
