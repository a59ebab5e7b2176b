/** Answers one question, or changes its answer. */
import { readAnswer } from '../answers/read.ts'
import { fail, unwrap } from '../domain/errors.ts'
import { provideAnswer as decide } from '../domain/generation-decisions.ts'
import { placeAt } from '../domain/interview.ts'
import type { CommandDeps } from './deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from './request.ts'

export interface ProvideAnswer {
  readonly id: string
  /** The question's address: its name, or `items.1.quantity` inside a list. */
  readonly name: string
  /** As people write it or in wire form; a whole list as an array. */
  readonly value: unknown
  /** The revision of the answer that this one replaces, `null` for none; left out: whatever is there. */
  readonly replaces?: number | null | undefined
}

/** Throws `Refused`: `invalid_answer` with what would be accepted, `conflict` with both values, `not_found`. */
export async function provideAnswer(deps: CommandDeps, command: ProvideAnswer, request: CommandRequest): Promise<GenerationExecuted> {
  const { name, replaces } = command
  return commandGeneration(deps, command.id, request, ({ state, form }) => {
    const place = placeAt(form, state.sheet, name)
    if (place === undefined) return fail('not_found', `This document has no question “${name.slice(0, 200)}”.`, { field: name.slice(0, 200) })
    const question = place.address === place.question.name ? place.question : { ...place.question, name: place.address }
    const value = unwrap(readAnswer(question, command.value, { now: request.context.now, zone: state.zone, locale: state.locale }))
    const raw: string | undefined = typeof command.value === 'string' && command.value !== value ? command.value : undefined
    return decide({ name, value, raw, replaces }, state, form)
  })
}
