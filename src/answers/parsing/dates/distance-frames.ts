/** The words around a distance (`in #`, `# after @`) as regular expressions, by language. */
import { plainPhrase } from '../plain-text.ts'
import { memoize } from '../memoize.ts'
import { SIGNED_DISTANCE, wordsOfDistance } from './words/words-of-distance.ts'

interface Frame {
  readonly pattern: RegExp
  readonly sign: 1 | -1
}

export const framesOf = memoize((locale): readonly Frame[] => {
  const words = wordsOfDistance(locale)
  const compile = (frames: readonly string[] = [], sign: 1 | -1) =>
    frames.map((frame) => ({ pattern: patternOf(frame), sign }))
  return [
    ...compile(words?.ahead, 1),
    ...compile(words?.ago, -1),
    ...compile(words?.after, 1),
    ...compile(words?.before, -1),
    ...compile(SIGNED_DISTANCE.ahead, 1),
    ...compile(SIGNED_DISTANCE.ago, -1),
  ]
})

function patternOf(frame: string): RegExp {
  const source = plainPhrase(frame)
    .replaceAll(/[+.]/g, String.raw`\$&`)
    .replaceAll(/\[(.+?)\] /g, '(?:$1 )?')
    .replace('#', '(?<distance>.+?)')
    .replace('@', '(?<anchor>.+?)')
  return new RegExp(`^${source}$`, 'u')
}
