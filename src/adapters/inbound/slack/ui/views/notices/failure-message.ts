/** The document could not be made, or did not arrive: what became of it, and what the person can do. */
import type { PendingMessage } from '../../../../../../domain/outbox/outbox.ts'
import { languageOf } from '../../../../../../answers/parsing/locale.ts'
import { ACTION } from '../../action-ids.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut } from '../elements/text.ts'
import { generationBlock } from './notice-messages.ts'

/** `failed`: what failed. Messages of before that was recorded do not say it. */
export function failureMessage(failed: PendingMessage['failure'], data: MessageData, texts: Texts): Message {
  const { template_name: template, failure } = data.generation
  const copy = button(ACTION.copy, texts.another)
  const show = (sentence: string, reason: string, ...buttons: ReturnType<typeof button>[]): Message =>
    message(sentence, [
      section(`:warning: ${escapeCut(sentence, 1000)}`),
      ...(reason === '' ? [] : [context(escapeCut(reason, 1000))]),
      generationBlock('n', data, ...buttons, copy),
    ])
  if (failed === 'delivery_failed' || failed === 'delivery_uncertain')
    return show(
      failed === 'delivery_failed' ? texts.not_posted({ template }) : texts.perhaps_posted({ template }),
      '',
      button(ACTION.send_again, texts.send_again, { style: 'primary' }),
    )
  if (failure?.reason === 'storage')
    return show(
      texts.failed_for_now({ template }),
      '',
      button(ACTION.send_again, texts.try_again, { style: 'primary' }),
    )
  if (failure?.reason !== 'rendering') return show(texts.failed({ template }), '')
  // What to change in the answers; reasons are English.
  const reason = languageOf(texts.locale) === 'en' && typeof failure.message === 'string' ? failure.message : ''
  return show(texts.failed({ template }), reason, button(ACTION.resume, texts.mend, { style: 'primary' }))
}
