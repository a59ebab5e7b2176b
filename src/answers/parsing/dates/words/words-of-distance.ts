/**
 * Words for distances by language, where CLDR has none. `#` stands for the distance, `@` for the day that it is counted
 * from; a part in brackets is optional. Words without a definite number (“several”, “quelques”) are left out on
 * purpose.
 */
import { languageOf } from '../../locale.ts'
import type { WordsOfDistance } from './distance-vocabulary.ts'
import { ASIAN_DISTANCES } from './distances-in-asia.ts'
import { EUROPEAN_DISTANCES } from './distances-in-europe.ts'

const WORDS_OF_DISTANCE: Readonly<Record<string, WordsOfDistance>> = { ...EUROPEAN_DISTANCES, ...ASIAN_DISTANCES }

/** Frames that every language understands. */
export const SIGNED_DISTANCE: Pick<WordsOfDistance, 'ahead' | 'ago'> = { ahead: ['+#'], ago: ['-#'] }

/** The words of a locale's language, if there are any. */
export const wordsOfDistance = (locale: string): WordsOfDistance | undefined => WORDS_OF_DISTANCE[languageOf(locale)]
