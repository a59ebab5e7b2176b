/**
 * The symbols of deflate for literals, lengths and distances (RFC 1951, 3.2.5).
 */

export const END_OF_BLOCK = 256

export const LITERALS = 286

export const DISTANCES = 30

export const MAX_MATCH_LENGTH = 258

export const MIN_MATCH_LENGTH = 3

export const WINDOW = 32_768

export interface CodeStep {
  readonly symbol: number
  readonly base: number
  readonly extra: number
}

const LENGTH_STEPS: readonly CodeStep[] = Array.from({ length: 29 }, (_, index) => {
  if (index === 28) return { symbol: 285, base: 258, extra: 0 }
  const extra = index < 8 ? 0 : (index >> 2) - 1
  return { symbol: 257 + index, base: index < 8 ? index + 3 : ((4 + (index & 3)) << extra) + 3, extra }
})

const DISTANCE_STEPS: readonly CodeStep[] = Array.from({ length: DISTANCES }, (_, symbol) => {
  const extra = symbol < 4 ? 0 : (symbol >> 1) - 1
  return { symbol, base: symbol < 4 ? symbol + 1 : ((2 + (symbol & 1)) << extra) + 1, extra }
})

export const LENGTH_STEP: readonly CodeStep[] = Array.from(
  { length: MAX_MATCH_LENGTH + 1 },
  (_, length) => LENGTH_STEPS.findLast((each) => each.base <= length) as CodeStep,
)

/** Distances up to 256 by themselves, longer ones by their upper bits: steps there begin at multiples of 128. */
const NEAR_STEP: readonly CodeStep[] = Array.from(
  { length: 257 },
  (_, distance) => DISTANCE_STEPS.findLast((each) => each.base <= distance) as CodeStep,
)

const FAR_STEP: readonly CodeStep[] = Array.from(
  { length: 257 },
  (_, upper) => DISTANCE_STEPS.findLast((each) => each.base <= upper * 128 + 1) as CodeStep,
)

export const distanceStep = (distance: number): CodeStep =>
  (distance <= 256 ? NEAR_STEP[distance] : FAR_STEP[(distance - 1) >> 7]) as CodeStep

export const distanceSymbol = (distance: number): number => distanceStep(distance).symbol

export const lengthSymbol = (length: number): number => (LENGTH_STEP[length] as CodeStep).symbol
