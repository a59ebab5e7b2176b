/**
 * Reads numbers as people write them, exactly. The separators of the person's locale decide: `1.250` is 1250 in German
 * and
 * 1.25 in English. Grouping must be regular (threes, or the Indian three and twos), so that a typing error is not read
 * as another number.
 *
 * A number that is regular only in another convention is accepted where no lenient reading differs. `1,250.00` in
 * German is 1250 to a person and 1.25 to a parser, so it is ambiguous. A decimal as programs write it (`1250.50`) is
 * accepted everywhere. Where the locale reads it differently (`1.125` in German) it is ambiguous, unless it is known to
 * be a person's words: then the locale decides.
 */
import type { AnswerForm } from '../../../domain/questions/answer.ts'
import { numberSymbols, type NumberSymbols } from '../locale.ts'
import { canonicalDecimal, decimalsOf } from './decimal.ts'

/** The longest text: 40 digits with separators, sign and currency. */
export const MAX_NUMBER_TEXT = 100

/** One meaning, several, or (with no values) none. */
export type DecimalReading = { readonly one: string } | { readonly several: readonly string[] }

export const NO_READING: DecimalReading = { several: [] }

interface Written {
  readonly value: string
  /** The number of written decimals: three in `1.250`, though its value has two. */
  readonly decimals: number
}

const CONVENTIONS: readonly NumberSymbols[] = [
  { group: ',', decimal: '.' },
  { group: '.', decimal: ',' },
  { group: ' ', decimal: ',' },
  { group: ' ', decimal: '.' },
  { group: "'", decimal: '.' },
  { group: "'", decimal: ',' },
]

/**
 * The meaning of `body` (digits and separators, see `splitNumber`) in a locale, with at most `maxDecimals` decimals.
 */
export function readDecimal(
  body: string,
  locale: string,
  maxDecimals: number,
  form: AnswerForm | undefined,
): DecimalReading {
  const fits = (written: Written) => written.decimals <= maxDecimals
  const own = readStrictly(body, numberSymbols(locale))
  const all = CONVENTIONS.map((convention) => readStrictly(body, convention)).filter((written) => written !== undefined)
  const wire = readAsPrograms(body)
  if (own !== undefined && fits(own)) {
    return form !== 'words' && wire !== undefined && wire.value === body && wire.value !== own.value && fits(wire)
      ? { several: [wire.value, own.value] }
      : { one: own.value }
  }
  if (own === undefined && wire !== undefined) return fits(wire) ? { one: wire.value } : NO_READING
  const fitting = dropDuplicates(all.filter(fits).map(({ value }) => value))
  if (own !== undefined) {
    const value = decimalsOf(own.value) <= maxDecimals ? [own.value] : []
    return fitting.length === 0 && value[0] !== undefined
      ? { one: value[0] }
      : { several: dropDuplicates([...value, ...fitting]) }
  }
  const careless = fitting.length === 0 ? undefined : readLeniently(body, numberSymbols(locale))
  const [only, ...others] = dropDuplicates([...fitting, ...(careless === undefined ? [] : [careless])])
  return only !== undefined && others.length === 0
    ? { one: only }
    : { several: only === undefined ? [] : [only, ...others] }
}

/**
 * A decimal as programs write it: canonical, or with final zeros where the point cannot group digits (`1250.00`,
 * `0.50`).
 */
function readAsPrograms(body: string): Written | undefined {
  const [, whole = '', fraction = ''] = /^(0|[1-9]\d*)(?:\.(\d+))?$/.exec(body) ?? []
  const value = whole === '' ? undefined : canonicalDecimal(body)
  if (value === undefined || (value !== body && whole !== '0' && whole.length < 4)) return undefined
  return { value, decimals: value === body ? fraction.length : decimalsOf(value) }
}

function readStrictly(body: string, { group, decimal }: NumberSymbols): Written | undefined {
  const parts = body.split(decimal)
  const [whole = '', fraction] = parts
  if (parts.length > 2 || (fraction !== undefined && !/^\d+$/.test(fraction))) return undefined
  const groups = whole.split(group)
  if (whole !== '' && !isGrouped(groups)) return undefined
  const value = canonicalDecimal(`${groups.join('') || '0'}${fraction === undefined ? '' : `.${fraction}`}`)
  return value === undefined ? undefined : { value, decimals: fraction?.length ?? 0 }
}

function isGrouped(groups: readonly string[]): boolean {
  const [first = '', ...rest] = groups
  if (!groups.every((group) => /^\d+$/.test(group))) return false
  if (rest.length === 0) return true
  if (first.startsWith('0')) return false
  const last = rest.at(-1)?.length
  const middle = rest.slice(0, -1)
  const inGroupsOf = (size: number) => first.length <= size && middle.every(({ length }) => length === size)
  return last === 3 && (inGroupsOf(3) || inGroupsOf(2))
}

/** The reading of a parser that only drops group separators. */
function readLeniently(body: string, { group, decimal }: NumberSymbols): string | undefined {
  return canonicalDecimal(body.replaceAll(group, '').replace(decimal, '.'))
}

const dropDuplicates = (values: readonly string[]): string[] => [...new Set(values)]
