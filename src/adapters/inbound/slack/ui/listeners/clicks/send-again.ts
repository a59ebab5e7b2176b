/** “Send it again” under a document that did not arrive, and “Try again” under one that could not be made. */
import { retryOwnGeneration } from '../../../../../../commands/generation/retry-generation.ts'
import { message } from '../../views/elements/message.ts'
import { section } from '../../views/elements/blocks.ts'
import { escapeCut } from '../../views/elements/text.ts'
import { commandRequestOf, refusalText, tryCommand } from '../interaction/run-command.ts'
import { replyPrivately } from '../interaction/reply.ts'
import { replaceClickedMessage, type Click } from './click.ts'

/** Makes or sends the document again, and says so in place of the buttons. */
export async function sendAgain({ interaction, access: { generation: id, state } }: Click): Promise<void> {
  const { deps, texts } = interaction
  const done = await tryCommand(() =>
    retryOwnGeneration(deps.app, { id }, commandRequestOf(interaction, 'send again', [id])),
  )
  if ('refused' in done)
    return replyPrivately(
      interaction,
      done.refused.code === 'conflict' && state.phase === 'delivered'
        ? texts.nothing_to_send
        : refusalText(done.refused, texts),
    )
  const words = state.phase === 'failed' ? texts.trying_again : texts.sending_again
  await replaceClickedMessage(
    interaction,
    message(words, [section(`:hourglass_flowing_sand: ${escapeCut(words, 300)}`)]),
  )
}
