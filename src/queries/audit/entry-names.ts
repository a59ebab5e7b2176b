/** The names that sentences need: of people, templates and questions, looked up together for many entries. */
import { LRUCache } from 'lru-cache'
import { accountOf } from '../../domain/account/account-events.ts'
import { templateDecider, versionOf, type TemplateVersion } from '../../domain/template/template.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import { generationIdOf, generationStream } from '../../domain/generation/generation-events.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { People } from '../../ports/people/people.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import type { AuditEntry } from './read-audit.ts'
import { ERASED_NAME, type NamedPart } from './sentences/sentence.ts'

export interface NamesDeps {
  readonly readDatabase: ReadDatabase
  /** Only templates are read: their questions’ labels. */
  readonly aggregates: AggregateStore
  readonly people: Pick<People, 'namesOf'>
}

export type NamedEntry = Pick<AuditEntry, 'stream' | 'type' | 'actor' | 'data'>

/** The template version that a generation began with. */
interface GenerationTemplate {
  readonly template_id: string
  readonly template_version: number
}

const CACHED = { max: 5000 }

/** Names of one tenant. What was looked up is kept, as far as it fits, for entries that come later. */
export class EntryNames {
  readonly #deps: NamesDeps
  readonly #tenant: string
  readonly #people = new LRUCache<string, { readonly name: string | undefined }>(CACHED)
  readonly #templates = new LRUCache<string, { readonly name: string | undefined }>(CACHED)
  readonly #generations = new LRUCache<string, { readonly began: GenerationTemplate | undefined }>(CACHED)
  readonly #versions = new LRUCache<string, { readonly version: TemplateVersion | undefined }>({ max: 500 })

  constructor(deps: NamesDeps, tenant: string) {
    this.#deps = deps
    this.#tenant = tenant
  }

  /** Looks up what the entries need, at most `CACHED.max` of each kind. */
  async load(entries: readonly NamedEntry[]): Promise<void> {
    await Promise.all([this.#loadPeople(entries), this.#loadGenerations(entries)])
    await this.#loadTemplates(entries)
    await this.#loadVersions(entries)
  }

  /** By actor id; undefined for DocGen itself, and where the name was erased. */
  nameOf = (actor: string): string | undefined => this.#people.get(actor)?.name

  person = (actor: string): NamedPart => {
    if (actor === 'system') return { is: 'person', text: 'DocGen' }
    if (actor.startsWith('strangers:')) return { is: 'person', text: 'Somebody unknown' }
    return { is: 'person', id: actor, text: this.nameOf(actor) ?? ERASED_NAME }
  }

  /** Whose account an entry is about. */
  whose({ stream, actor }: NamedEntry): NamedPart {
    if (!stream.startsWith('account-')) return this.person(actor)
    return this.person(accountOf(stream) ?? actor)
  }

  /** The id of the template that an entry is about, and its name; undefined for none. */
  templateOf(entry: NamedEntry): { readonly id: string; readonly name: string | null } | undefined {
    const id = this.#templateId(entry)
    return id === undefined ? undefined : { id, name: this.#templates.get(id)?.name ?? null }
  }

  templateNamed = (id: string): NamedPart => ({ is: 'template', id, text: this.#templates.get(id)?.name ?? id })

  /** The version that asked the question of an entry; undefined where it is not known (yet). */
  versionOf(entry: NamedEntry): TemplateVersion | undefined {
    const began = this.#began(entry)
    return began && this.#versions.get(versionKey(began))?.version
  }

  #templateId(entry: NamedEntry): string | undefined {
    const prefix = templateStream(this.#tenant, '')
    if (entry.stream.startsWith(prefix)) return entry.stream.slice(prefix.length)
    return textField(entry.data, 'template_id') ?? textField(entry.data, 'template') ?? this.#began(entry)?.template_id
  }

  #began(entry: NamedEntry): GenerationTemplate | undefined {
    const id = generationOf(entry)
    return id === undefined ? undefined : this.#generations.get(id)?.began
  }

  async #loadPeople(entries: readonly NamedEntry[]): Promise<void> {
    const missing = missingIn(this.#people, entries.flatMap(peopleIn))
    if (missing.length === 0) return
    const names = await this.#deps.people.namesOf(missing)
    for (const actor of missing) this.#people.set(actor, { name: names.get(actor) })
  }

  async #loadGenerations(entries: readonly NamedEntry[]): Promise<void> {
    const missing = missingIn(this.#generations, entries.map(generationOf))
    if (missing.length === 0) return
    const rows = await this.#deps.readDatabase.db
      .selectFrom('generations')
      .select(['id', 'template_id', 'template_version'])
      .where('tenant', '=', this.#tenant)
      .where('id', 'in', missing)
      .execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const id of missing) this.#generations.set(id, { began: byId.get(id) })
  }

  async #loadTemplates(entries: readonly NamedEntry[]): Promise<void> {
    const missing = missingIn(
      this.#templates,
      entries.map((entry) => this.#templateId(entry)),
    )
    if (missing.length === 0) return
    const rows = await this.#deps.readDatabase.db
      .selectFrom('templates')
      .select(['id', 'name'])
      .where('tenant', '=', this.#tenant)
      .where('id', 'in', missing)
      .execute()
    const byId = new Map(rows.map(({ id, name }) => [id, name]))
    for (const id of missing) this.#templates.set(id, { name: byId.get(id) })
  }

  async #loadVersions(entries: readonly NamedEntry[]): Promise<void> {
    const asking = entries.filter(({ data }) => textField(data, 'name') !== undefined)
    const wanted = new Map(
      asking.flatMap((entry) => {
        const began = this.#began(entry)
        return began === undefined ? [] : [[versionKey(began), began] as const]
      }),
    )
    for (const [key, { template_id, template_version }] of wanted) {
      if (this.#versions.has(key)) continue
      const { state } = await this.#deps.aggregates.load(templateDecider, templateStream(this.#tenant, template_id), {
        until: (template) => versionOf(template, template_version) !== undefined,
      })
      this.#versions.set(key, { version: versionOf(state, template_version) })
    }
  }
}

/** The generation that an entry is about: its own, or one that somebody looked at. */
export function generationOf({ stream, type, data }: NamedEntry): string | undefined {
  if (stream.startsWith(generationStream(''))) return generationIdOf(stream)
  const isLook = type === 'OthersGenerationRead' || type === 'OthersDocumentDownloaded'
  return isLook ? textField(data, 'generation') : undefined
}

const versionKey = ({ template_id, template_version }: GenerationTemplate): string =>
  `${template_id} ${template_version}`

/** Who acted, and who else is meant. */
function peopleIn({ stream, actor, type, data }: NamedEntry): readonly (string | undefined)[] {
  const audiences = type === 'TemplateAccessChanged' ? Object.values(data as object) : []
  return [
    actor,
    accountOf(stream),
    textField(data, 'to'),
    textField(data, 'requester'),
    textField(data, 'joined'),
    ...audiences.flatMap((audience) => (audience as { people?: readonly string[] }).people ?? []),
  ]
}

function textField(data: unknown, field: string): string | undefined {
  const value = typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[field] : undefined
  return typeof value === 'string' ? value : undefined
}

const missingIn = <V extends object>(
  cache: LRUCache<string, V>,
  ids: readonly (string | undefined)[],
): readonly string[] => [...new Set(ids.filter((id) => id !== undefined && !cache.has(id)) as string[])]
