/** Writes the table of error codes in docs/http-api.md: `npm run docs:errors`. A test says when it is out of date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { ERROR_CATALOGUE } from '../src/adapters/inbound/web/api/document/error-catalogue.ts'

const FILE = new URL('../docs/http-api.md', import.meta.url)
const BEGIN = '<!-- errors: npm run docs:errors -->'
const END = '<!-- end of errors -->'

/** The text of docs/http-api.md with the table as the code has it. */
export function httpApiDocument(text: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/http-api.md has no ${BEGIN} … ${END}`)
  return `${text.slice(0, begin + BEGIN.length)}\n\n${errorTable()}\n\n${text.slice(end)}`
}

function errorTable(): string {
  const rows = ERROR_CATALOGUE.map(
    ({ code, status, means, remedy }) => `| ${status} | \`${code}\` | ${means} | ${remedy} |`,
  )
  return ['| status | code | means | what to do |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

if (import.meta.main) writeFileSync(FILE, httpApiDocument(readFileSync(FILE, 'utf8')))
