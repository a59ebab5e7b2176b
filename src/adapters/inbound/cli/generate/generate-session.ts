/** One run of docgen generate: the conversation from its beginning or where it stopped, and the file at its end. */
import { bytesText, countText } from '../../../../domain/kernel/count-text.ts'
import { nameNotCarried } from '../../../../queries/generation/present-not-carried.ts'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { CliEnvironment } from '../environment.ts'
import { EXIT } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'
import type { ApiClient } from '../service/api-client.ts'
import type { Printer } from '../terminal/printer.ts'
import { safeLine } from '../terminal/terminal-text.ts'
import { writeDocument } from '../terminal/write-document.ts'
import { beginConversation } from './begin-conversation.ts'
import { type Asker, InputEnded } from './asking/asker.ts'
import type { AskingInput } from './asking/open-asker.ts'
import { holdConversation } from './conversation.ts'
import { fetchDocument, waitForDocument } from './fetch-document.ts'
import type { GenerateOptions } from './generate-options.ts'
import { missingAnswers } from './missing-answers.ts'

interface GenerateContext {
  readonly environment: CliEnvironment
  readonly printer: Printer
  readonly options: GenerateOptions
  readonly client: ApiClient
  readonly input: AskingInput
  readonly signal: AbortSignal
}

export class GenerateSession {
  readonly #context: GenerateContext
  #generation: GenerationView | undefined
  #template: TemplateView | undefined

  constructor(context: GenerateContext) {
    this.#context = context
  }

  async run(template: string | undefined, answers: Record<string, unknown> | undefined): Promise<void> {
    try {
      const begun = await this.#begin(template, answers)
      this.#generation = begun
      this.#listNotCarried(begun)
      this.#template = await this.#readTemplate(begun.template_id)
      const confirmed = await this.#askUntilConfirmed(begun)
      if (confirmed !== undefined) await this.#writeDocument(confirmed)
    } catch (error) {
      if (error instanceof InputEnded) throw this.#explainEnd(error)
      throw error
    }
  }

  async #begin(template: string | undefined, answers: Record<string, unknown> | undefined): Promise<GenerationView> {
    const { client, options, environment } = this.#context
    if (options.resume !== undefined) return this.#withLanguages(await client.generation(options.resume))
    if (options.like !== undefined) return this.#withLanguages(await client.copy(options.like))
    const id = template ?? ''
    const open = answers === undefined ? await this.#offerOpen(id) : undefined
    if (open !== undefined) return this.#withLanguages(await client.generation(open))
    return beginConversation(client, {
      template_id: id,
      answers: answers ?? {},
      locale: options.locale ?? environment.locale,
      ...(options.language === undefined ? {} : { document_language: options.language }),
      zone: options.zone ?? environment.zone,
    })
  }

  /** A conversation that goes on, in the languages that the options name. */
  async #withLanguages(generation: GenerationView): Promise<GenerationView> {
    const { client, options } = this.#context
    const { locale, language } = options
    const open = generation.state === 'asking' || generation.state === 'reviewing'
    if (!open || (locale === undefined && language === undefined)) return generation
    return client.changeLanguage(generation.id, {
      ...(locale === undefined ? {} : { locale }),
      ...(language === undefined ? {} : { document_language: language }),
    })
  }

  /** What the conversation that this one was made from had, and this one has not. */
  #listNotCarried({ not_carried, state }: GenerationView): void {
    if (not_carried.length === 0 || (state !== 'asking' && state !== 'reviewing')) return
    const lines = not_carried.map((one) => `  ${safeLine(nameNotCarried(one))} – ${one.why}`)
    this.#context.printer.say(['Not carried over:', ...lines].join('\n'))
  }

  /** Conversations of this template that were begun and not ended: one of them can go on. */
  async #offerOpen(template: string): Promise<string | undefined> {
    const { client, input } = this.#context
    if (!input.interactive || input.asker === undefined) return undefined
    const { data } = await client.generations({ template_id: template })
    const open = data.filter(({ state }) => state === 'asking' || state === 'reviewing').slice(0, 5)
    if (open.length === 0) return undefined
    const choice = await input.asker.choose('You have begun this already.', [
      ...open.map(({ id, updated_at }) => ({ value: id, label: `Go on with the one of ${localTime(updated_at)}` })),
      { value: '', label: 'Begin a new one' },
    ])
    return choice === '' ? undefined : choice
  }

  /** Without a template there are no widgets for questions that are asked again, but the conversation goes on. */
  async #readTemplate(id: string): Promise<TemplateView | undefined> {
    try {
      return await this.#context.client.template(id)
    } catch (error) {
      if (error instanceof CommandFailed) return undefined
      throw error
    }
  }

  /** The generation once its answers are confirmed; undefined when the person left or cancelled. */
  async #askUntilConfirmed(begun: GenerationView): Promise<GenerationView | undefined> {
    const { client, input, options, printer } = this.#context
    const answered = begun.state === 'reviewing'
    // Nobody was asked anything: who gave all answers at once has looked them over.
    if (answered && (options.yes || (options.answers !== undefined && !input.interactive)))
      return client.confirm(begun.id, begun.revision)
    if (begun.state === 'failed' && !input.interactive) return begun
    if (input.asker === undefined) throw new InputEnded('end')
    const asker = options.yes ? withoutReview(input.asker) : input.asker
    if (begun.state === 'asking') this.#introduce(asker, begun)
    const ending = await holdConversation(
      {
        client,
        asker,
        template: this.#template,
        mends: input.interactive,
        onState: (now) => {
          this.#generation = now
        },
      },
      begun,
    )
    const now = this.#generation ?? begun
    if (ending === 'confirmed') return now
    printer.say(
      ending === 'left'
        ? `Nothing is lost. Go on with:\n  docgen generate --resume ${now.id}`
        : 'Cancelled. No document is made.',
    )
    printer.result({ generation: now, file: null }, () => [])
    return undefined
  }

  #introduce(asker: Asker, { template_name, progress }: GenerationView): void {
    const { answered, open } = progress
    const already = answered === 0 ? '' : ` ${answered} ${answered === 1 ? 'is' : 'are'} answered already.`
    asker.say(
      `${safeLine(template_name)}: about ${countText(answered + open, 'question')}, asked one at a time.${already}`,
    )
  }

  async #writeDocument(confirmed: GenerationView): Promise<void> {
    const { client, environment, options, printer, signal } = this.#context
    const made = await this.#showProgress(
      'Making the document …',
      'The document is made.',
      waitForDocument(client, confirmed, signal),
    )
    const { bytes, file_name } = await fetchDocument(client, made)
    const delivered = await client.generation(made.id)
    if (options.out === '-') {
      environment.stdout.write(bytes)
      return
    }
    const suggested = file_name || (typeof made.document?.file_name === 'string' ? made.document.file_name : '')
    const file = await writeDocument(environment, bytes, { out: options.out, suggested, force: options.force })
    printer.result({ generation: delivered, file }, () => [
      `${printer.style('green', '✓')} ${safeLine(file)} (${bytesText(bytes.length)})`,
    ])
  }

  async #showProgress<T>(text: string, done: string, task: Promise<T>): Promise<T> {
    const { input, printer } = this.#context
    return printer.json || input.asker === undefined ? task : input.asker.showProgress(text, done, task)
  }

  #explainEnd({ reason }: InputEnded): CommandFailed {
    const generation = this.#generation
    if (generation === undefined)
      return new CommandFailed('interrupted', EXIT.interrupted, 'Interrupted. Nothing was begun.')
    const details = { generation_id: generation.id }
    const onward = `docgen generate --resume ${generation.id}`
    if (reason === 'interrupt')
      return new CommandFailed(
        'interrupted',
        EXIT.interrupted,
        `Interrupted. Nothing is lost; go on with:\n  ${onward}`,
        details,
      )
    const missing = missingAnswers(generation, this.#template)
    if (missing.length === 0) {
      return new CommandFailed(
        'incomplete',
        EXIT.incomplete,
        'Everything is answered, but nobody confirmed it. Add a last line “yes”, or make it with:\n' +
          `  ${onward} --yes`,
        details,
      )
    }
    const list = missing.map(
      ({ name, label, kind, required }) => `  ${name} – ${label} (${kind}${required ? '' : ', may be left out'})`,
    )
    const message = [
      `There is nobody to ask, and these answers are missing:`,
      ...list,
      'Others may follow from them. Give them with --answers, or go on in a terminal with:',
      `  ${onward}`,
    ]
    return new CommandFailed('incomplete', EXIT.incomplete, message.join('\n'), { ...details, missing })
  }
}

/** With `--yes` the review is not shown. */
const withoutReview = (asker: Asker): Asker => ({ ...asker, review: async () => 'confirm' })

const localTime = (at: string): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
