/** Writes the table of settings in docs/operations.md: `npm run docs:settings`. A test says when it is out of date. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileNameOf } from '../src/app/config/setting-text.ts'
import { SETTINGS, type Setting } from '../src/app/config/settings-table.ts'

const FILE = new URL('../docs/operations.md', import.meta.url)
const BEGIN = '<!-- settings: npm run docs:settings -->'
const END = '<!-- end of settings -->'

/** The text of docs/operations.md with the table as the code has it. */
export function operationsDocument(text: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`docs/operations.md has no ${BEGIN} … ${END}`)
  return `${text.slice(0, begin + BEGIN.length)}\n\n${settingsTable()}\n\n${text.slice(end)}`
}

function settingsTable(): string {
  const rows = Object.values<Setting>(SETTINGS).map(
    (setting) => `| \`${setting.name}\` | ${defaultOf(setting)} | ${meaningOf(setting)} |`,
  )
  return ['| name | default | |', '| --- | --- | --- |', ...rows].join('\n')
}

/** A secret’s with the name of its file. */
function meaningOf(setting: Setting): string {
  const byFile = fileNameOf(setting)
  return byFile === undefined ? setting.means : `${setting.means}; or \`${byFile}\``
}

const defaultOf = ({ default: text, otherwise }: Setting): string =>
  text === undefined ? (otherwise ?? '') : `\`${text}\``

if (import.meta.main) writeFileSync(FILE, operationsDocument(readFileSync(FILE, 'utf8')))
