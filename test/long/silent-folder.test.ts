/** A file in the data folder that is never answered for, as on a mount whose server is gone: every command ends by itself. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const BIN = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))

test.each([['serve'], ['template', 'list'], ['sign-in']])('docgen %s %s', (...args) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-silent-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  // Who opens a pipe that nobody writes to waits for ever, in a thread that nothing ends.
  execFileSync('mkfifo', [path.join(folder, 'service.json')])
  const { status, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DOCGEN_DATA_DIR: folder, PORT: '0', NO_COLOR: '1' },
  })
  expect(stderr).toMatch(/^Waiting for the file system of .*\nError: The file system of .* DOCGEN_DATA_DIR\.\n$/)
  expect(status).toBe(7)
})
