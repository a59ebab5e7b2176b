/**
 * Says of a file whether this service made it, from what and when, or what was altered in it. Only generations that the
 * caller may read count: for everybody else the file is as unknown as any other.
 */
import { hash } from 'node:crypto'
import { actorsOf, type Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap, type DomainError } from '../../domain/kernel/errors.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { isErased } from '../../domain/questions/answer.ts'
import type { TextDifference } from '../../rendering/comparing/compare-texts.ts'
import type { DocumentIndex, FoundTrace, Traces } from '../../storage/document-index.ts'
import { mayReadGeneration, refuseUnknownGeneration, type LoadedGeneration } from '../../storage/load-generation.ts'
import { describeOrigin, type DescribeOriginDeps, type Origin } from './describe-origin.ts'
import { makeAgain, type MakeAgainDeps, type Remake } from './make-again.ts'

/** `same_text`: saved again, and says the same. `erased`: made here, and its content is gone. */
export const VERDICTS = ['identical', 'same_text', 'altered', 'erased', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What the file and the generation have in common; `named`: the caller said which generation is meant. */
export const MATCHES = ['bytes', 'text', 'content', 'named'] as const
export type Match = (typeof MATCHES)[number]

export interface FileToVerify {
  readonly bytes: Uint8Array
  /** The generation to hold it against; left out: it is looked for. */
  readonly generation?: string | undefined
}

export interface FileVerification {
  readonly verdict: Verdict
  /** Null where nothing was found. */
  readonly matched_by: Match | null
  readonly file: {
    readonly sha256: string
    readonly size: number
    /** The content id that the file carries. */
    readonly content_id: string | null
  }
  /** What made it; equal answers give equal documents, so there may be others. */
  readonly origin: Origin | null
  readonly other_generations: readonly string[]
  /** What the events give today; null where nothing was found. */
  readonly made_again: Remake | null
  /** The first of them. Null for another document altogether, or where it cannot be compared. */
  readonly differences: readonly TextDifference[] | null
  readonly difference_count: number
  /** Why the file could not be read. */
  readonly unreadable: string | null
}

export interface VerifyDocumentDeps extends DescribeOriginDeps, MakeAgainDeps {
  readonly documentIndex: DocumentIndex
}

interface Candidate {
  readonly generation: LoadedGeneration
  readonly match: Match
}

/** Throws `Refused` `not_found` for a named generation that the caller may not read, `unavailable` when busy. */
export async function verifyDocument(
  deps: VerifyDocumentDeps,
  { bytes, generation }: FileToVerify,
  caller: Caller,
): Promise<FileVerification> {
  const sha256 = hash('sha256', bytes)
  const named = generation === undefined ? undefined : await loadVerifiable(deps, generation, caller)
  const read = await deps.documentReader.read(bytes)
  if (!read.ok && read.error.code === 'unavailable') unwrap(read)
  const facts = read.ok ? read.value : undefined
  const unreadable = read.ok ? null : unreadableText(read.error)
  const file = { sha256, size: bytes.length, content_id: facts?.content_id ?? null }

  const traces = { bytes: sha256, text: facts?.text_sha256, content: facts?.content_id }
  const candidates =
    named === undefined
      ? await findCandidates(deps, traces, caller)
      : [{ generation: named, match: hashOf(named) === sha256 ? ('bytes' as const) : ('named' as const) }]
  const [found, ...others] = candidates
  const origin = found && (await describeOrigin(deps, found.generation))
  if (found === undefined || origin === undefined) return { ...NOTHING, file, unreadable }
  const isGone = origin.sha256 === null
  const compared = isGone ? { verdict: 'erased' as const } : await compare(deps, found, bytes)
  return {
    ...NOTHING,
    ...compared,
    matched_by: found.match,
    file,
    origin,
    other_generations: others.filter((each) => each.match === found.match).map((each) => each.generation.id),
    made_again: isGone ? 'not_possible' : await makeAgain(deps, found.generation),
    unreadable,
  }
}

/** The generation, for whoever may read all of it. Throws `Refused` `not_found` for everybody else. */
export async function loadVerifiable(deps: VerifyDocumentDeps, id: string, caller: Caller): Promise<LoadedGeneration> {
  const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
  if (await mayReadGeneration(deps, state, caller, id)) return { id, state, revision }
  return unwrap(refuseUnknownGeneration(id))
}

const NOTHING = {
  verdict: 'unknown',
  matched_by: null,
  origin: null,
  other_generations: [],
  made_again: null,
  differences: null,
  difference_count: 0,
} as const

const TOO_LARGE = ['too_large', 'too_many_elements', 'too_expensive', 'depth']

/** What the compiler says of such a file is meant for authors of templates. */
const unreadableText = ({ details }: DomainError): string =>
  TOO_LARGE.includes(String(details?.['reason']))
    ? 'It is too large to be read: only its bytes were looked for.'
    : 'It cannot be read as a Word document, Markdown or text: only its bytes were looked for.'

const hashOf = ({ state }: LoadedGeneration): string | undefined => {
  const sha256 = state.document?.made?.sha256
  return sha256 === undefined || isErased(sha256) ? undefined : sha256
}

/** How many of those that have the most in common with the file are looked at. */
const MAX_CANDIDATES = 10

/** Generations that the caller may read, those first that have most in common with the file. */
async function findCandidates(
  deps: VerifyDocumentDeps,
  traces: { readonly [Kind in keyof Traces]: string | undefined },
  caller: Caller,
): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  for (const match of ['bytes', 'text', 'content'] as const) {
    const value = traces[match]
    if (value === undefined) continue
    const rows = await deps.documentIndex.find(caller.tenant, { [match]: value }, actorsOf(caller))
    for (const { generation: id } of newOnes(rows, found)) {
      const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
      const own = hashOf({ id, state, revision })
      // The index only finds: what the event says of its bytes counts.
      if (match === 'bytes' && own !== undefined && own !== value) continue
      if (await mayReadGeneration(deps, state, caller, id)) found.push({ generation: { id, state, revision }, match })
      if (found.length >= MAX_CANDIDATES) return found
    }
  }
  return found
}

const newOnes = (rows: readonly FoundTrace[], found: readonly Candidate[]): readonly FoundTrace[] =>
  rows.filter((row) => !found.some(({ generation }) => generation.id === row.generation))

const GONE = { verdict: 'erased', differences: null, difference_count: 0 } as const

/** Holds the file against what was delivered. */
async function compare(
  deps: VerifyDocumentDeps,
  { generation: { id, state }, match }: Candidate,
  bytes: Uint8Array,
): Promise<Pick<FileVerification, 'verdict' | 'differences' | 'difference_count'>> {
  const made = state.document?.made
  const same = { differences: [], difference_count: 0 }
  if (made === undefined || isErased(made.sha256)) return GONE
  if (match === 'bytes') return { verdict: 'identical', ...same }
  const delivered = await deps.sealedDocuments.get(generationStream(id), made.key, made.sha256)
  if (delivered === 'erased') return GONE
  if (delivered === undefined)
    return unwrap(
      fail('unavailable', 'The document is missing in the document store. Tell an operator.', { key: made.key }),
    )
  const compared = await deps.documentReader.compare(delivered, bytes)
  if (!compared.ok && compared.error.code === 'unavailable') unwrap(compared)
  if (!compared.ok || compared.value === undefined)
    return { verdict: 'altered', differences: null, difference_count: 0 }
  const { differences, count } = compared.value
  return count === 0 ? { verdict: 'same_text', ...same } : { verdict: 'altered', differences, difference_count: count }
}
