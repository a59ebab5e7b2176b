/**
 * The conversation: puts the question that is due, sends the answer, and goes on until the answers are confirmed. It
 * keeps nothing that the service does not have, so it can end at any moment and go on elsewhere.
 */
import { areNumbered } from '../../../../answers/parsing/choice-finder.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../queries/generation/present-generation.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { ApiClient } from '../service/api-client.ts'
import { CommandFailed } from '../failure.ts'
import type { Asked, Asker, ListReply, Refusal, Reply } from './asker.ts'
import { answerOf, itemsIn, questionOf } from './answered-questions.ts'

/** How it ended: confirmed (or past that already), left for later, or cancelled. */
export type Ending = 'confirmed' | 'left' | 'cancelled'

export interface Talk {
  readonly client: ApiClient
  readonly asker: Asker
  /** The template, for asking answered questions again; undefined where it cannot be read any more. */
  readonly template: TemplateView | undefined
  /** Called with every new state. */
  readonly onState: (generation: GenerationView) => void
}

/** Errors that are about the answer, and leave the question where it is. */
const ABOUT_THE_ANSWER = new Set(['invalid', 'invalid_answer', 'unprocessable', 'too_large'])

export async function converse(talk: Talk, begun: GenerationView): Promise<Ending> {
  return new Conversation(talk, begun).run()
}

class Conversation {
  readonly #talk: Talk
  #now: GenerationView
  /** An answered question that is looked at again. */
  #again: string | undefined
  /** What was answered last, to go back to. */
  #last: string | undefined
  /** An answer that somebody else's came before. */
  #clash:
    | { readonly question: QuestionView; readonly value: unknown; readonly details: Readonly<Record<string, unknown>> }
    | undefined

  constructor(talk: Talk, begun: GenerationView) {
    this.#talk = talk
    this.#now = begun
  }

  async run(): Promise<Ending> {
    for (;;) {
      if (this.#now.state === 'cancelled' || this.#now.state === 'expired') return 'cancelled'
      if (this.#now.state !== 'asking' && this.#now.state !== 'reviewing') return 'confirmed'
      const question = this.#question()
      const reply = question === undefined ? await this.#review() : await this.#put(question)
      const ending = await this.#move(reply, question)
      if (ending !== undefined) return ending
    }
  }

  #question(): QuestionView | undefined {
    const answer = this.#again === undefined ? undefined : answerOf(this.#now, this.#again)
    if (answer !== undefined) return questionOf(answer, this.#now, this.#talk.template)
    this.#again = undefined
    return this.#now.question ?? undefined
  }

  async #put(question: QuestionView): Promise<Reply> {
    const asked = this.#asked(question)
    const submit = (value: unknown) => this.#submit(question, value, question.revision)
    const reply =
      question.kind === 'list'
        ? await this.#listReply(
            question,
            await this.#talk.asker.askList(asked, itemsIn(this.#now, question.name), submit),
          )
        : await this.#talk.asker.ask(asked, submit)
    if (this.#clash !== undefined) await this.#settle()
    return reply
  }

  #asked(question: QuestionView): Asked {
    const { answered, open } = this.#now.progress
    return {
      question,
      current: answerOf(this.#now, question.name),
      progress: this.#again === undefined ? `${answered + 1} of about ${answered + open}` : 'changing an answer',
      listLabel: question.list === undefined ? undefined : (answerOf(this.#now, question.list)?.label ?? question.list),
      numbered: areNumbered(question.choices ?? [], this.#now.locale),
    }
  }

  async #submit(question: QuestionView, value: unknown, revision: number | null): Promise<Refusal | undefined> {
    return this.#tried(question, value, async () =>
      this.#took(question.name, await this.#talk.client.answer(this.#now.id, question.name, { value, revision })),
    )
  }

  /** Does what may be refused for the answer's sake; a clash is kept to be settled, anything else goes up. */
  async #tried(question: QuestionView, value: unknown, send: () => Promise<void>): Promise<Refusal | undefined> {
    try {
      await send()
      return undefined
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      if (ABOUT_THE_ANSWER.has(error.code))
        return { message: error.message, readings: readingsOf(error.details['readings']) }
      if (error.code !== 'conflict' && error.code !== 'not_found') throw error
      if ('current' in error.details && 'revision' in error.details)
        this.#clash = { question, value, details: error.details }
      else await this.#reload(error.message)
      return undefined
    }
  }

  /** The conversation moved on elsewhere: says so and goes on from there. */
  async #reload(message: string): Promise<void> {
    this.#talk.asker.tell(message)
    this.#again = undefined
    this.#took(undefined, await this.#talk.client.generation(this.#now.id))
  }

  async #settle(): Promise<void> {
    while (this.#clash !== undefined) {
      const { question, value, details } = this.#clash
      this.#clash = undefined
      const choice = await this.#talk.asker.settle({
        label: question.label,
        yours: told(value),
        theirs: told(details['current']),
      })
      if (choice === 'theirs') this.#took(undefined, await this.#talk.client.generation(this.#now.id))
      else {
        const refusal = await this.#submit(
          question,
          value,
          typeof details['revision'] === 'number' ? details['revision'] : null,
        )
        if (refusal !== undefined) this.#talk.asker.tell(refusal.message)
      }
    }
  }

  async #listReply(question: QuestionView, reply: ListReply): Promise<Reply> {
    if (reply.type === 'move') return reply.move
    const { client } = this.#talk
    const { id } = this.#now
    const refusal = await this.#tried(question, undefined, async () => {
      if (reply.type === 'add') this.#took(question.name, await client.addItem(id, question.name))
      else if (reply.type === 'close') this.#took(question.name, await client.closeList(id, question.name))
      else {
        // The list stays where it is, to take another one away or to close it.
        const again = this.#again
        this.#took(question.name, await client.removeItem(id, question.name, reply.item))
        this.#again = again
      }
    })
    if (refusal !== undefined) this.#talk.asker.tell(refusal.message)
    return 'answered'
  }

  #took(name: string | undefined, now: GenerationView): void {
    this.#now = now
    this.#again = undefined
    if (name !== undefined) this.#last = name
    this.#talk.onState(now)
  }

  async #review(): Promise<Reply | 'confirmed'> {
    const { asker, client } = this.#talk
    const choice = await asker.review(this.#now)
    if (typeof choice === 'object') {
      this.#again = choice.edit
      return 'answered'
    }
    if (choice !== 'confirm') return choice
    try {
      this.#took(undefined, await client.confirm(this.#now.id, this.#now.revision))
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.code !== 'conflict') throw error
      await this.#reload(error.message)
    }
    return 'answered'
  }

  async #move(reply: Reply | 'confirmed', question: QuestionView | undefined): Promise<Ending | undefined> {
    const { asker, client } = this.#talk
    switch (reply) {
      case 'answered':
      case 'confirmed':
        return undefined
      case 'leave':
        return 'left'
      case 'back':
        this.#back(question)
        return undefined
      case 'edit':
        this.#again = (await asker.pick(this.#answers())) ?? this.#again
        return undefined
      case 'skip':
        if (question !== undefined) await this.#skip(question)
        return undefined
      case 'cancel':
        if (
          !(await asker.agree(
            'Cancel this document for good? Its answers stay in the record, but nothing is made.',
            false,
          ))
        )
          return undefined
        this.#took(undefined, await client.cancel(this.#now.id))
        return 'cancelled'
    }
  }

  async #skip(question: QuestionView): Promise<void> {
    const { client, asker } = this.#talk
    const { name, revision } = question
    const refusal = await this.#tried(question, null, async () =>
      this.#took(name, await client.skip(this.#now.id, { name, revision })),
    )
    if (refusal !== undefined) asker.tell(refusal.message)
    if (this.#clash !== undefined) await this.#settle()
  }

  /** From an answer to the one before it; from a new question to the one answered last. */
  #back(question: QuestionView | undefined): void {
    const answers = this.#answers()
    const at = answers.findIndex(({ name }) => name === question?.name)
    const last = answers.find(({ name }) => name === this.#last && name !== question?.name)
    const before =
      this.#again === undefined ? (last ?? answers.at(at === -1 ? -1 : at - 1)) : at > 0 ? answers[at - 1] : undefined
    if (before === undefined) this.#talk.asker.tell('This is the first question.')
    else this.#again = before.name
  }

  #answers(): AnswerView[] {
    return Object.values(this.#now.answers)
  }
}

const readingsOf = (readings: unknown): readonly string[] | undefined =>
  Array.isArray(readings) && readings.every((one) => typeof one === 'string') ? readings : undefined

/** A value as one line, for somebody who has to choose between two. */
function told(value: unknown): string {
  if (value === null || value === undefined) return '(left out)'
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return JSON.stringify(value).slice(0, 300)
}
