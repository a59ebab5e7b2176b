/**
 * The files that events name: large sealed values, template files and made documents. Each must be there, and be the
 * one that was stored. What was erased on purpose reads as erased, and is no finding.
 */
import { hash } from 'node:crypto'
import { errorMessage } from '../../domain/kernel/errors.ts'
import { DamagedDocument, readTemplateFile } from '../../storage/read-template-file.ts'
import type { DocumentStore } from '../../ports/documents/document-store.ts'
import type { SealedDocuments } from '../../ports/documents/sealed-documents.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import { TamperedEvent } from '../../ports/events/event-log.ts'
import { StoreUnavailable } from '../../ports/events/event-store.ts'
import type { StoredEvent } from '../../ports/events/event-store.ts'
import type { Finding } from '../../ports/ledger/finding.ts'
import type { ExaminedEvent, HistoryCheck } from './history-check.ts'

export interface ObjectsDeps {
  readonly log: EventLog
  readonly documents: DocumentStore
  readonly sealedDocuments: SealedDocuments
}

/** How many files are looked at at the same time. */
const AT_ONCE = 8

/** The types whose events name files in their open fields, and a mark of a sealed value that is a file. */
const NAMES_FILES = /"\$sealed_object"/
const TEMPLATE_FILES: ReadonlySet<string> = new Set(['TemplateRegistered', 'TemplateRevised'])

export class ObjectsCheck implements HistoryCheck {
  readonly #deps: ObjectsDeps

  constructor(deps: ObjectsDeps) {
    this.#deps = deps
  }

  async take(events: readonly ExaminedEvent[]): Promise<readonly Finding[]> {
    const naming = events
      .map(({ stored }) => stored)
      .filter(({ type, data }) => type === 'DocumentRendered' || TEMPLATE_FILES.has(type) || NAMES_FILES.test(data))
    const findings: Finding[] = []
    for (let at = 0; at < naming.length; at += AT_ONCE)
      findings.push(...(await Promise.all(naming.slice(at, at + AT_ONCE).map((stored) => this.#look(stored)))).flat())
    return findings
  }

  async end(): Promise<readonly Finding[]> {
    return []
  }

  async #look(stored: StoredEvent): Promise<readonly Finding[]> {
    const data = parseObject(stored.data)
    const findings = await this.#lookAtValues(stored, data)
    if (TEMPLATE_FILES.has(stored.type)) findings.push(...(await this.#lookAtTemplateFile(stored, data)))
    if (stored.type === 'DocumentRendered') findings.push(...(await this.#lookAtDocument(stored)))
    return findings
  }

  async #lookAtValues({ stream, revision }: StoredEvent, data: Readonly<Record<string, unknown>>): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const value of Object.values(data)) {
      const object = sealedObjectIn(value)
      if (object === undefined) continue
      const bytes = await this.#deps.documents.get(object.key)
      if (bytes === undefined) findings.push({ kind: 'object_missing', stream, revision, detail: object.key })
      else if (hash('sha256', bytes) !== object.sha256)
        findings.push({ kind: 'object_changed', stream, revision, detail: object.key })
    }
    return findings
  }

  async #lookAtTemplateFile(
    { stream, revision }: StoredEvent,
    data: Readonly<Record<string, unknown>>,
  ): Promise<Finding[]> {
    const { file } = data as { readonly file?: Parameters<typeof readTemplateFile>[1] }
    if (file === undefined) return []
    return this.#judge(stream, revision, file.key, () => readTemplateFile(this.#deps.documents, file))
  }

  /** The hash of a made document is sealed in its event, so the event is opened. */
  async #lookAtDocument({ stream, revision }: StoredEvent): Promise<Finding[]> {
    const [recorded] = await this.#deps.log.read(stream, revision).catch((error: unknown) => {
      // An event that does not open is a finding of its own.
      if (error instanceof TamperedEvent) return []
      throw error
    })
    const event = recorded?.event
    if (event?.type !== 'DocumentRendered' || typeof event.data.sha256 !== 'string') return []
    const { key, sha256 } = event.data
    return this.#judge(stream, revision, key, () => this.#deps.sealedDocuments.get(stream, key, sha256))
  }

  async #judge(stream: string, revision: number, key: string, read: () => Promise<unknown>): Promise<Finding[]> {
    try {
      if ((await read()) !== undefined) return []
      return [{ kind: 'object_missing', stream, revision, detail: key }]
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error
      const detail = error instanceof DamagedDocument ? key : `${key}: ${errorMessage(error)}`
      return [{ kind: 'object_changed', stream, revision, detail }]
    }
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

function sealedObjectIn(value: unknown): { readonly key: string; readonly sha256: string } | undefined {
  if (typeof value !== 'object' || value === null || !('$sealed_object' in value)) return undefined
  const object = value.$sealed_object as { readonly key?: unknown; readonly sha256?: unknown }
  return typeof object.key === 'string' && typeof object.sha256 === 'string'
    ? { key: object.key, sha256: object.sha256 }
    : undefined
}
