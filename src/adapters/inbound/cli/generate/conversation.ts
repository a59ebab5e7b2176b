/**
 * The conversation: asks the question that is due, sends the answer, and goes on until the answers are confirmed. All
 * state is the service's, so it can stop at any moment and go on elsewhere.
 */
import { readingsOf } from '../../../../answers/refusal.ts'
import type { AnswerForm } from '../../../../domain/questions/answer.ts'
import { areNumbered } from '../../../../answers/parsing/choice-finder.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../queries/generation/generation-view.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { ApiClient } from '../service/api-client.ts'
import { CommandFailed } from '../failure.ts'
import type { Prompt, Asker, ListReply, Refusal, Reply, SubmitAnswer } from './asking/asker.ts'
import { answerAt, itemsIn, questionBehind } from './answered-questions.ts'
import { valueText } from './error-values.ts'

/** How it ended: confirmed (or past that already), left for later, or cancelled. */
export type Ending = 'confirmed' | 'left' | 'cancelled'

export interface ConversationOptions {
  readonly client: ApiClient
  readonly asker: Asker
  /** The template, for asking answered questions again; undefined where it cannot be read any more. */
  readonly template: TemplateView | undefined
  /** Called with every new state. */
  readonly onState: (generation: GenerationView) => void
}

/** Errors that are about the answer, and leave the question where it is. */
const ANSWER_ERRORS = new Set(['invalid', 'invalid_answer', 'unprocessable', 'too_large'])

export async function holdConversation(options: ConversationOptions, begun: GenerationView): Promise<Ending> {
  return new Conversation(options, begun).run()
}

function refusalOf({ message, details }: CommandFailed): Refusal {
  const readings = readingsOf(details)
  return { message, ...(readings.length === 0 ? {} : { readings }) }
}

class Conversation {
  readonly #options: ConversationOptions
  #generation: GenerationView
  /** Address of an answered question that is asked again. */
  #revisited: string | undefined
  /** Address of the last answer, to go back to. */
  #lastAnswered: string | undefined
  /** An answer of ours that came after somebody else's. */
  #conflict:
    | { readonly question: QuestionView; readonly value: unknown; readonly details: Readonly<Record<string, unknown>> }
    | undefined

  constructor(options: ConversationOptions, begun: GenerationView) {
    this.#options = options
    this.#generation = begun
  }

  async run(): Promise<Ending> {
    for (;;) {
      if (this.#generation.state === 'cancelled' || this.#generation.state === 'expired') return 'cancelled'
      if (this.#generation.state !== 'asking' && this.#generation.state !== 'reviewing') return 'confirmed'
      const question = this.#nextQuestion()
      const reply = question === undefined ? await this.#review() : await this.#askQuestion(question)
      const ending = await this.#navigate(reply, question)
      if (ending !== undefined) return ending
    }
  }

  #nextQuestion(): QuestionView | undefined {
    const answer = this.#revisited === undefined ? undefined : answerAt(this.#generation, this.#revisited)
    if (answer !== undefined) return questionBehind(answer, this.#generation, this.#options.template)
    this.#revisited = undefined
    return this.#generation.question ?? undefined
  }

  async #askQuestion(question: QuestionView): Promise<Reply> {
    const prompt = this.#promptFor(question)
    const submit: SubmitAnswer = (value, form) => this.#submit(question, value, question.revision, form)
    const reply =
      question.kind === 'list'
        ? await this.#applyListReply(
            question,
            await this.#options.asker.askList(prompt, itemsIn(this.#generation, question.name), submit),
          )
        : await this.#options.asker.ask(prompt, submit)
    if (this.#conflict !== undefined) await this.#resolveConflict()
    return reply
  }

  #promptFor(question: QuestionView): Prompt {
    const { progress, zone, locale, updated_at: now } = this.#generation
    const { answered, open } = progress
    return {
      question,
      current: answerAt(this.#generation, question.name),
      progress: this.#revisited === undefined ? `${answered + 1} of about ${answered + open}` : 'changing an answer',
      listLabel:
        question.list === undefined ? undefined : (answerAt(this.#generation, question.list)?.label ?? question.list),
      numbered: areNumbered(question.choices ?? [], locale),
      context: { now, zone, locale },
    }
  }

  async #submit(
    question: QuestionView,
    value: unknown,
    revision: number | null,
    form?: AnswerForm,
  ): Promise<Refusal | undefined> {
    return this.#trySend(question, value, async () =>
      this.#setGeneration(
        question.name,
        await this.#options.client.answer(this.#generation.id, question.name, {
          value,
          revision,
          ...(form === undefined ? {} : { form }),
        }),
      ),
    )
  }

  /** Sends; gives a refusal of the answer, keeps a conflict for later, and throws anything else. */
  async #trySend(question: QuestionView, value: unknown, send: () => Promise<void>): Promise<Refusal | undefined> {
    try {
      await send()
      return undefined
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      if (ANSWER_ERRORS.has(error.code)) return refusalOf(error)
      if (error.code !== 'conflict' && error.code !== 'not_found') throw error
      if ('current' in error.details && 'revision' in error.details)
        this.#conflict = { question, value, details: error.details }
      else await this.#reload(error.message)
      return undefined
    }
  }

  /** Says that the conversation went on elsewhere, and goes on from there. */
  async #reload(message: string): Promise<void> {
    this.#options.asker.say(message)
    this.#revisited = undefined
    this.#setGeneration(undefined, await this.#options.client.generation(this.#generation.id))
  }

  async #resolveConflict(): Promise<void> {
    while (this.#conflict !== undefined) {
      const { question, value, details } = this.#conflict
      this.#conflict = undefined
      const choice = await this.#options.asker.resolveConflict({
        label: question.label,
        yours: valueText(value),
        theirs: valueText(details['current']),
      })
      if (choice === 'theirs')
        this.#setGeneration(undefined, await this.#options.client.generation(this.#generation.id))
      else {
        const refusal = await this.#submit(
          question,
          value,
          typeof details['revision'] === 'number' ? details['revision'] : null,
        )
        if (refusal !== undefined) this.#options.asker.say(refusal.message)
      }
    }
  }

  async #applyListReply(question: QuestionView, reply: ListReply): Promise<Reply> {
    if (reply.type === 'move') return reply.move
    const { client } = this.#options
    const { id } = this.#generation
    const refusal = await this.#trySend(question, undefined, async () => {
      if (reply.type === 'add') this.#setGeneration(question.name, await client.addItem(id, question.name))
      else if (reply.type === 'close') this.#setGeneration(question.name, await client.closeList(id, question.name))
      else {
        // The list stays where it is, to take another one away or to close it.
        const again = this.#revisited
        this.#setGeneration(question.name, await client.removeItem(id, question.name, reply.item))
        this.#revisited = again
      }
    })
    if (refusal !== undefined) this.#options.asker.say(refusal.message)
    return 'answered'
  }

  #setGeneration(name: string | undefined, now: GenerationView): void {
    this.#generation = now
    this.#revisited = undefined
    if (name !== undefined) this.#lastAnswered = name
    this.#options.onState(now)
  }

  async #review(): Promise<Reply | 'confirmed'> {
    const { asker, client } = this.#options
    const choice = await asker.review(this.#generation)
    if (typeof choice === 'object') {
      this.#revisited = choice.edit
      return 'answered'
    }
    if (choice !== 'confirm') return choice
    try {
      this.#setGeneration(undefined, await client.confirm(this.#generation.id, this.#generation.revision))
    } catch (error) {
      if (!(error instanceof CommandFailed) || error.code !== 'conflict') throw error
      await this.#reload(error.message)
    }
    return 'answered'
  }

  async #navigate(reply: Reply | 'confirmed', question: QuestionView | undefined): Promise<Ending | undefined> {
    const { asker, client } = this.#options
    switch (reply) {
      case 'answered':
      case 'confirmed':
        return undefined
      case 'leave':
        return 'left'
      case 'back':
        this.#goBack(question)
        return undefined
      case 'edit':
        this.#revisited = (await asker.pickAnswer(this.#answers())) ?? this.#revisited
        return undefined
      case 'skip':
        if (question !== undefined) await this.#skip(question)
        return undefined
      case 'cancel':
        if (
          !(await asker.confirm(
            'Cancel this document for good? Its answers stay in the record, but nothing is made.',
            false,
          ))
        )
          return undefined
        this.#setGeneration(undefined, await client.cancel(this.#generation.id))
        return 'cancelled'
    }
  }

  async #skip(question: QuestionView): Promise<void> {
    const { client, asker } = this.#options
    const { name, revision } = question
    const refusal = await this.#trySend(question, null, async () =>
      this.#setGeneration(name, await client.skip(this.#generation.id, { name, revision })),
    )
    if (refusal !== undefined) asker.say(refusal.message)
    if (this.#conflict !== undefined) await this.#resolveConflict()
  }

  /** From an answer to the one before it; from a new question to the one answered last. */
  #goBack(question: QuestionView | undefined): void {
    const answers = this.#answers()
    const at = answers.findIndex(({ name }) => name === question?.name)
    const last = answers.find(({ name }) => name === this.#lastAnswered && name !== question?.name)
    const before =
      this.#revisited === undefined
        ? (last ?? answers.at(at === -1 ? -1 : at - 1))
        : at > 0
          ? answers[at - 1]
          : undefined
    if (before === undefined) this.#options.asker.say('This is the first question.')
    else this.#revisited = before.name
  }

  #answers(): AnswerView[] {
    return Object.values(this.#generation.answers)
  }
}
