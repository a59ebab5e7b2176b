/** The command as it is installed: started on any Node, and gone when it is told to. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readServiceFile } from '../../src/adapters/inbound/cli/service/service-file.ts'
import { until } from '../support/until.ts'

const bin = fileURLToPath(new URL('../../bin/docgen.js', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'docgen-bin-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('bin/node24.js', () => {
  const findWith = (PATH: string) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
    Object.defineProperty(process.versions, 'node', { value: '20.19.0' })
    const { findNode, missingNodeMessage } = await import(${JSON.stringify(path.join(folder, 'bin/node24.js'))})
    console.log(findNode() ?? missingNodeMessage())`,
      ],
      { encoding: 'utf8', env: { PATH } },
    ).stdout.trim()

  it('takes a new enough Node from the PATH where none came with the project, and says plainly when there is none', async () => {
    await mkdir(path.join(folder, 'bin'))
    await mkdir(path.join(folder, 'src'))
    await writeFile(path.join(folder, 'src/main.ts'), '')
    await mkdir(path.join(folder, 'old'))
    await mkdir(path.join(folder, 'new'))
    spawnSync('cp', [fileURLToPath(new URL('../../bin/node24.js', import.meta.url)), path.join(folder, 'bin')])
    await writeFile(path.join(folder, 'old/node'), '#!/bin/sh\necho v20.19.0\n')
    await chmod(path.join(folder, 'old/node'), 0o755)
    await symlink(process.execPath, path.join(folder, 'new/node24'))
    const [older, newer] = [path.join(folder, 'old'), path.join(folder, 'new')]
    expect(findWith(`${older}:${newer}`)).toBe(path.join(newer, 'node24'))
    expect(findWith(older)).toMatch(/DocGen needs Node 24.0 or newer; this is Node 20/)
    expect(findWith('')).toMatch(/DocGen needs Node 24/)
  })
})

it('keeps what was compiled beside the packages, for the next start', async () => {
  const kept = fileURLToPath(new URL('../../node_modules/.cache/docgen', import.meta.url))
  const { NODE_V8_COVERAGE: _, NODE_COMPILE_CACHE: __, NODE_DISABLE_COMPILE_CACHE: ___, ...env } = process.env
  await rm(kept, { recursive: true, force: true })
  expect(spawnSync(process.execPath, [bin, '--version'], { env, encoding: 'utf8' }).stdout).toMatch(/^\d/)
  const files = await readdir(kept, { recursive: true })
  expect(files.length).toBeGreaterThan(10)
})

describe('docgen serve', () => {
  const env = () => ({ ...process.env, DOCGEN_DATA_DIR: path.join(folder, 'data'), NO_COLOR: '1' })
  const start = (...args: string[]): ChildProcess =>
    spawn(process.execPath, [bin, ...args], { env: env(), stdio: ['ignore', 'pipe', 'pipe'] })
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [bin, ...args], { env: env(), encoding: 'utf8', cwd: folder })

  it('is found by other commands while it runs, ends in good order, and leaves the folder to the next one', async () => {
    await writeFile(path.join(folder, 'letter.txt'), 'Dear {{name}}\n')
    const service = start('serve', '--port', '0')
    const ended = new Promise<number | null>((resolve) => void service.on('exit', resolve))
    await until('the service runs', () => readServiceFile(path.join(folder, 'data')))
    expect(run('template', 'add', 'letter.txt')).toMatchObject({ status: 0 })
    expect(run('sign-in').stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\?token=\S+\n$/)
    service.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(await readServiceFile(path.join(folder, 'data'))).toBeUndefined()
    // Several at once wait for one another.
    const together = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const command = start('template', 'list')
        let said = ''
        command.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
        const [code] = (await once(command, 'exit')) as [number]
        return { code, said }
      }),
    )
    expect(together.map(({ code }) => code)).toEqual([0, 0, 0])
    // Nobody holds the folder now: the command opens it itself, and finds what was there.
    expect(run('generate', 'letter', '--answers', '{"name":"Zoë"}', '--out', '-').stdout).toBe('Dear Zoë\n')
  })
})
