/** A text snippet as an answer: Slack makes a file of what is pasted as one. */
import { withoutCopyTraces } from '../../input/message-text.ts'
import type { SlackFile } from '../../payloads.ts'
import { bestEffort } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** The most bytes of a snippet that are read: more than any answer may have. */
const MAX_BYTES = 400_000

/** The snippet's text; undefined for one that cannot be downloaded. */
export async function downloadSnippet(interaction: Interaction, file: SlackFile): Promise<string | undefined> {
  const url = file.url_private_download ?? file.url_private
  if (url === undefined) return undefined
  const bytes = await bestEffort(interaction, () => interaction.deps.downloadFile(interaction.team, url, MAX_BYTES))
  return bytes === undefined ? undefined : withoutCopyTraces(new TextDecoder().decode(bytes))
}
