/** A picture from Slack as an answer. */
import { MAX_IMAGE } from '../../../../../../answers/kinds/image.ts'
import type { SlackFile } from '../../payloads.ts'
import { submitAnswer } from '../answering/submit-answer.ts'
import type { ConversationAccess } from '../conversation/conversation-access.ts'
import { bestEffort, replyPrivately } from '../interaction/reply.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Submits a picture from the thread. */
export async function submitPicture(
  interaction: Interaction,
  access: ConversationAccess,
  question: QuestionView,
  shown_under: string | undefined,
  { files, text }: { readonly files: readonly SlackFile[]; readonly text: string },
): Promise<void> {
  const [file] = files
  if (question.kind !== 'image' || file === undefined)
    return submitAnswer(interaction, access, { question, value: text, shown_under })
  const value = await downloadPicture(interaction, file)
  if (value === undefined) return replyPrivately(interaction, interaction.texts.no_picture)
  await submitAnswer(interaction, access, { question, value, shown_under })
}

/** A Slack file as an answer; undefined for one that cannot be downloaded. */
export async function downloadPicture(
  interaction: Interaction,
  file: SlackFile,
): Promise<{ readonly media_type: string; readonly data: string; readonly file_name?: string } | undefined> {
  const url = file.url_private_download ?? file.url_private
  if (url === undefined) return undefined
  const bytes = await bestEffort(interaction, () => interaction.deps.downloadFile(interaction.team, url, MAX_IMAGE))
  return bytes === undefined
    ? undefined
    : {
        media_type: file.mimetype ?? '',
        data: Buffer.from(bytes).toString('base64'),
        ...(typeof file.name !== 'string' ? {} : { file_name: file.name }),
      }
}
