/** Runs the application’s commands for an interaction, and words their refusals. */
import { createCommandRequest } from '../../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../../commands/command-request.ts'
import { languageOf } from '../../../../../../answers/parsing/locale.ts'
import { Refused, type DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { Texts } from '../../texts/texts.ts'
import type { Interaction } from './interaction.ts'

/** The request of a command. `what` distinguishes several commands of one interaction; each runs once. */
export const commandRequestOf = (
  { deps, person, inbox_id: inbox }: Interaction,
  what: string,
  request: unknown,
): CommandRequest => ({
  ...createCommandRequest(deps.app, {
    caller: person.caller,
    surface: 'slack',
    idempotency_key: `slack ${inbox} ${what}`,
    request: [what, request],
  }),
  as_colleague: true,
})

/** Runs a command and returns its refusal, if any. Other errors are thrown on, so that the delivery is retried. */
export async function tryCommand<T>(
  act: () => Promise<T>,
): Promise<{ readonly done: T } | { readonly refused: DomainError }> {
  try {
    return { done: await act() }
  } catch (error) {
    if (error instanceof Refused && error.error.code !== 'unavailable') return { refused: error.error }
    throw error
  }
}

/** A refusal in the person's language. The domain's message is English; other languages use a general sentence. */
export function refusalText({ code, message: words, details }: DomainError, texts: Texts): string {
  if (code === 'forbidden' && details?.['right'] === 'use') return texts.may_not_use
  if (code === 'forbidden' && details?.['right'] === 'edit') return texts.may_not_edit
  if (languageOf(texts.locale) === 'en' && code !== 'not_found' && code !== 'forbidden') return words
  const state = details?.['state']
  if (code === 'not_found' || code === 'forbidden') return texts.not_yours
  if (code === 'conflict' && typeof state === 'string' && state !== 'asking' && state !== 'reviewing')
    return texts.ended
  if (code === 'conflict') return texts.gone
  return code === 'invalid_answer' ? texts.not_understood_short : texts.refused
}
