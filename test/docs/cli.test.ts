/** docs/cli.md tells every command and every exit code, and none that do not exist. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { PassThrough } from 'node:stream'
import type { Command } from 'commander'
import { expect, it } from 'vitest'
import { EXIT } from '../../src/adapters/inbound/cli/exit-codes.ts'
import { createProgram } from '../../src/adapters/inbound/cli/program.ts'
import type { CliEnvironment } from '../../src/adapters/inbound/cli/environment.ts'

const text = readFileSync(fileURLToPath(new URL('../../docs/cli.md', import.meta.url)), 'utf8')

it('tells every exit code', () => {
  const table = text.slice(text.indexOf('## Exit codes'))
  const told = [...table.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  expect(told).toEqual(Object.values(EXIT).toSorted((one, other) => one - other))
})

it('tells every command and option', () => {
  const environment = {
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    env: {},
    version: '1.2.3',
  } as unknown as CliEnvironment
  const visit = (command: Command, path: string): void => {
    const parts = path.split(' ')
    const told =
      text.includes(`\`${path} `) ||
      text.includes(`\`${path}\``) ||
      (parts.length > 1 && text.includes(`\`${parts.at(-1)} ID\``))
    if (command.commands.length === 0) expect(told, path).toBe(true)
    for (const { long } of command.options) expect(text, `${path} ${long}`).toContain(long)
    for (const sub of command.commands) visit(sub, `${path} ${sub.name()}`.trim())
  }
  visit(createProgram(environment), '')
})
