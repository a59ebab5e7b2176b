/** How one type of event is told. */
import type { EventType, OpenEvent } from '../../../domain/event-catalogue.ts'
import type { Sentence, ToldEvent } from './sentence.ts'

/** The open data of a type of event. */
type OpenDataOf<Type extends EventType> = Extract<OpenEvent, { type: Type }>['data']

export interface EventTeller<Data> {
  /** The kind of event in words, for lists to pick from. */
  readonly title: string
  readonly say: (event: ToldEvent<Data>) => Sentence
}

/** One for each of the types. */
export type TellersOf<Types extends EventType> = { readonly [Type in Types]: EventTeller<OpenDataOf<Type>> }
