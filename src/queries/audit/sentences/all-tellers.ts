/** The catalogue of sentences: one for every type of event, for every surface. */
import type { EventType } from '../../../domain/event-catalogue.ts'
import { ACCOUNT_TELLERS } from './account-sentences.ts'
import { GENERATION_TELLERS } from './generation-sentences.ts'
import { MESSAGE_TELLERS } from './message-sentences.ts'
import type { Sentence, ToldEvent } from './sentence.ts'
import { TEMPLATE_TELLERS } from './template-sentences.ts'
import type { TellersOf } from './teller.ts'

const TELLERS: TellersOf<EventType> = {
  ...TEMPLATE_TELLERS,
  ...GENERATION_TELLERS,
  ...MESSAGE_TELLERS,
  ...ACCOUNT_TELLERS,
}

/** The sentence for an event. `type` and the data belong together, as the event log has checked. */
export function tellEvent(type: EventType, event: ToldEvent<unknown>): Sentence {
  const tell = TELLERS[type].say as (event: ToldEvent<unknown>) => Sentence
  return tell(event)
}

/** What happened, in two or three words. */
export const titleOf = (type: EventType): string => TELLERS[type].title

/** A kind of event that can be asked for by one name: several types that belong together. */
export interface EventGroup {
  readonly id: string
  readonly title: string
  readonly types: readonly EventType[]
}

const group = (id: string, title: string, tellers: object): EventGroup => ({
  id,
  title,
  types: Object.keys(tellers) as EventType[],
})

/** All kinds of events, in the order in which they are offered. */
export const EVENT_GROUPS: readonly EventGroup[] = [
  group('conversations', 'Conversations and documents', GENERATION_TELLERS),
  group('messages', 'Questions asked and messages', MESSAGE_TELLERS),
  group('templates', 'Templates', TEMPLATE_TELLERS),
  group('accounts', 'People, keys and access', ACCOUNT_TELLERS),
]

/** The types that a name stands for: a type's, or a group's; undefined for another word. */
export function typesNamed(name: string): readonly EventType[] | undefined {
  if (Object.hasOwn(TELLERS, name)) return [name as EventType]
  return EVENT_GROUPS.find(({ id }) => id === name)?.types
}
