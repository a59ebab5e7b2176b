/** docs/word-engine.md names a test for every case, and only tests that there are. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const rows = readFileSync(folder('../../docs/word-engine.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split(' | ').at(-1) ?? '')
/** Test files by their name without the ending. */
const files = new Map(
  [folder('../rendering'), folder('../adapters/outbound/worker-threads')].flatMap((path) =>
    readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name): [string, string] => [basename(name, '.test.ts'), readFileSync(`${path}/${name}`, 'utf8')]),
  ),
)

/** `file` “test”, “test”; `file` “test” */
const named = (cell: string): [string, string][] =>
  cell.split('; ').flatMap((part) => {
    const file = /^`([\w-]+)`/.exec(part)?.[1] ?? ''
    return [...part.matchAll(/“([^”]*)”/g)].map((match): [string, string] => [file, match[1] ?? ''])
  })

it.each(rows)('%s', (cell) => {
  const tests = named(cell)
  expect(tests).not.toEqual([])
  for (const [file, test] of tests) {
    const text = files.get(file) ?? ''
    expect(
      ["'", '"', '`'].some((quote) =>
        text.includes(`${quote}${quote === "'" ? test.replaceAll("'", "\\'") : test}${quote}`),
      ),
      `${file}: ${test}`,
    ).toBe(true)
  }
})
