/** Runs the application’s commands for an interaction, and words their refusals. */
import { createCommandRequest } from '../../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../../commands/command-request.ts'
import { languageOf } from '../../../../../../answers/parsing/locale.ts'
import { Refused, type DomainError } from '../../../../../../domain/kernel/errors.ts'
import type { Texts } from '../../texts/texts.ts'
import type { Interaction } from './interaction.ts'

/**
 * A command of this visit. `what` sets several commands of one visit apart; the same one of the same visit is carried
 * out once.
 */
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

/** The refusal of a command; anything else is thrown on, to be tried again. */
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

/** A refusal in the person's language: the domain speaks English, other languages say what they can. */
export function refusalText({ code, message: words, details }: DomainError, texts: Texts): string {
  if (languageOf(texts.locale) === 'en' && code !== 'not_found' && code !== 'forbidden') return words
  const state = details?.['state']
  if (code === 'not_found' || code === 'forbidden') return texts.not_yours
  if (code === 'conflict' && typeof state === 'string' && state !== 'asking' && state !== 'reviewing')
    return texts.ended
  if (code === 'conflict') return texts.gone
  return code === 'invalid_answer' ? texts.not_understood_short : texts.refused
}
