/**
 * Finds the numbers that are free for new ids.
 */

const NUMBER = /[\s:]id="(\d{1,9})"/y

/** The highest number used as an id of any kind in these sources; 0 when there is none. */
export function highestId(sources: readonly string[]): number {
  let highest = 0
  for (const source of sources) {
    for (let at = source.indexOf('id="'); at >= 0; at = source.indexOf('id="', at + 4)) {
      NUMBER.lastIndex = at - 1
      highest = Math.max(highest, Number(NUMBER.exec(source)?.[1] ?? 0))
    }
  }
  return highest
}
