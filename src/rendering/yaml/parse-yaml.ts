/**
 * YAML as data, at a cost that grows with its length: what the parser does for each mistake, key or alias by looking at
 * all of the text or at all others is done here, once, or refused.
 */
import {
  Composer,
  isScalar,
  LineCounter,
  Parser,
  visit,
  YAMLParseError,
  type Document,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'

/** In a whole text. Each is looked for among all others. */
const MAX_ALIASES = 100
/** Uses of one anchor, those through other aliases included. */
const MAX_ALIAS_COUNT = 50

export interface YamlOptions {
  /** Numbers that JavaScript would write otherwise (`007`, `1.50`) stay text: the author may mean text. */
  readonly keeps_numbers?: boolean
}

/** The value; or `unprocessable` with the first mistake and its place. */
export function parseYaml(text: string, { keeps_numbers = false }: YamlOptions = {}): Result<unknown> {
  const lines = new LineCounter()
  try {
    const document = composeYaml(text, lines)
    const repeated = findRepeatedKey(document)
    if (repeated !== undefined) return refuse('Map keys must be unique', lines, repeated)
    if (keeps_numbers) visit(document, { Scalar: (_, scalar) => keepWriting(scalar) })
    return ok(document.toJS({ maxAliasCount: MAX_ALIAS_COUNT }) as unknown)
  } catch (error) {
    if (error instanceof YAMLParseError && error.code !== 'RESOURCE_EXHAUSTION')
      return refuse(error.message, lines, error.pos[0])
    // Deep nesting ends as a RangeError of the parser's stack, endless aliases as a ReferenceError.
    return fail('unprocessable', TOO_INVOLVED)
  }
}

/** A text's only document. Throws `YAMLParseError` for the first mistake, `RangeError` for what is nested deeply. */
export function composeYaml(text: string, lines = new LineCounter(), version: '1.1' | '1.2' = '1.2'): Document.Parsed {
  // Each key would be held against each other one.
  const composer = new Composer({ version, logLevel: 'silent', uniqueKeys: false })
  let first: YAMLParseError | undefined
  // 100,000 further mistakes would be collected, too. The composer catches what is thrown in a collection, and says it
  // again of the collection: the first one counts.
  composer.streamInfo().errors.push = (mistake) => {
    throw (first ??= mistake)
  }
  let documents = 0
  try {
    for (const token of new Parser(lines.addNewLine).parse(text)) {
      if (token.type === 'document' && ++documents > 1)
        throw new YAMLParseError([token.offset, token.offset], 'MULTIPLE_DOCS', 'There is more than one document')
      composer.next(token).next()
    }
    const { value } = composer.end(true, text.length).next()
    if (value !== undefined) return value
  } catch (error) {
    throw first ?? error
  }
  throw new RangeError(TOO_INVOLVED)
}

const TOO_INVOLVED = 'it is nested too deeply, or repeats itself too often. Write it plainly, or as JSON.'

/** Where a key stands that its map has already. Throws for what would cost too much to make a value of. */
function findRepeatedKey(document: Document.Parsed): number | undefined {
  let aliases = 0
  let found: number | undefined
  visit(document, {
    Alias() {
      if (++aliases > MAX_ALIASES) throw new RangeError(TOO_INVOLVED)
    },
    Map(_, map) {
      found = repeatedKeyIn(map)
      return found === undefined ? undefined : visit.BREAK
    },
  })
  return found
}

function repeatedKeyIn({ items }: YAMLMap): number | undefined {
  const seen = new Set<unknown>()
  for (const { key } of items) {
    // A map or a list as a key would be written out as text.
    if (!isScalar(key)) throw new RangeError(TOO_INVOLVED)
    if (seen.has(key.value)) return key.range?.[0] ?? 0
    seen.add(key.value)
  }
  return undefined
}

function keepWriting(scalar: Scalar): void {
  const { value, source } = scalar
  if (typeof value === 'number' && source !== undefined && String(value) !== source) scalar.value = source
}

function refuse(reason: string, lines: LineCounter, at: number): Result<never> {
  const { line, col } = lines.linePos(at)
  return fail('unprocessable', `${reason} at line ${line}, column ${col}`)
}
