import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CliEnvironment, Connection, FolderWait } from '../../../../src/adapters/inbound/cli/environment.ts'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect, connectToService } from '../../../../src/adapters/inbound/cli/service/connect.ts'
import {
  readServiceFile,
  removeServiceFile,
  writeServiceFile,
} from '../../../../src/adapters/inbound/cli/service/service-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'docgen-service-'))
})
afterEach(async () => rm(folder, { recursive: true }))

const stderr = new PassThrough()

const gonePid = () => spawnSync(process.execPath, ['--version']).pid

describe('the file of a running service', () => {
  const service = { url: 'http://127.0.0.1:1', key: 'k', pid: process.pid }

  it('is for its owner alone, and is read back', async () => {
    await writeServiceFile(folder, service)
    expect((await stat(path.join(folder, 'service.json'))).mode & 0o777).toBe(0o600)
    expect(await readServiceFile(folder)).toEqual(service)
  })

  it('counts for nothing when its process is gone, or when it is damaged', async () => {
    await writeServiceFile(folder, { ...service, pid: gonePid() })
    expect(await readServiceFile(folder)).toBeUndefined()
    for (const text of ['', '{"url":', '{"url":"file:///etc/passwd","key":"k","pid":1}', '[]']) {
      await writeFile(path.join(folder, 'service.json'), text)
      expect(await readServiceFile(folder), text).toBeUndefined()
    }
  })

  it('is taken away by the process that wrote it and by no other', async () => {
    await writeServiceFile(folder, service)
    await removeServiceFile(folder, process.pid + 1)
    expect(await readServiceFile(folder)).toEqual(service)
    await removeServiceFile(folder, process.pid)
    expect(await readServiceFile(folder)).toBeUndefined()
  })
})

describe('several services on one folder', () => {
  it('stand beside each other; whichever lives is found', async () => {
    const service = { url: 'http://127.0.0.1:1', key: 'k', pid: process.pid }
    const other = { ...service, url: 'http://127.0.0.1:2', pid: process.ppid }
    await writeServiceFile(folder, other)
    await writeServiceFile(folder, service)
    expect(await readServiceFile(folder)).toEqual(other)
    await removeServiceFile(folder, other.pid)
    expect(await readServiceFile(folder)).toEqual(service)
    await removeServiceFile(folder, service.pid)
    expect(await readServiceFile(folder)).toBeUndefined()
  })
})

describe('where the API is', () => {
  it('is nowhere when no service is named or running', async () => {
    expect(await connectToService({ env: {}, dataFolder: () => folder, stderr })).toBeUndefined()
  })

  it('is the running service, if it answers', async () => {
    const server = createServer((_, response) => response.end('{}'))
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await writeServiceFile(folder, { url, key: 'k', pid: process.pid })
    expect(await connectToService({ env: {}, dataFolder: () => folder, stderr })).toMatchObject({ base: url, key: 'k' })
    await new Promise((resolve) => void server.close(resolve))
    expect(await connectToService({ env: {}, dataFolder: () => folder, stderr })).toBeUndefined()
  })

  it('is at DOCGEN_URL first, with DOCGEN_KEY', async () => {
    const env = { DOCGEN_URL: 'https://docgen.example.com/', DOCGEN_KEY: 'k2' }
    expect(await connectToService({ env, dataFolder: () => folder, stderr })).toMatchObject({
      base: 'https://docgen.example.com',
      key: 'k2',
    })
    await expect(
      connectToService({ env: { DOCGEN_URL: 'https://docgen.example.com' }, dataFolder: () => folder, stderr }),
    ).rejects.toMatchObject({ exit: 6 })
    await expect(
      connectToService({ env: { ...env, DOCGEN_URL: 'nowhere' }, dataFolder: () => folder, stderr }),
    ).rejects.toMatchObject({ exit: 2 })
  })
})

describe('while another process has the folder', () => {
  const caughtUp: Connection = {
    base: 'http://127.0.0.1',
    key: 'k',
    fetch: () => Response.json({ data: [] }),
    close: async () => undefined,
  }
  const waitingOn = (openFolder: (wait: FolderWait) => Promise<Connection>) => {
    const said = new PassThrough()
    const environment = { env: {}, dataFolder: () => folder, stderr: said, openFolder } as unknown as CliEnvironment
    return { connecting: connect(environment), said: () => String(said.read() ?? '') }
  }

  it('a command says once what it waits for, and goes on when it is its turn', async () => {
    const { connecting, said } = waitingOn(async ({ waiting }) => {
      for (let second = 0; second < 3; second++) await waiting(4711)
      return caughtUp
    })
    expect(await connecting).toBe(caughtUp)
    expect(said()).toBe(`Waiting for the data folder ${folder}: process 4711 has it.\n`)
  })

  it('a service that starts meanwhile is spoken with, and not waited for', async () => {
    const server = createServer((_, response) => response.end('{}'))
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { connecting, said } = waitingOn(async ({ waiting, signal }) => {
      await writeServiceFile(folder, { url, key: 'k', pid: process.pid })
      await waiting(process.pid)
      expect(signal.aborted).toBe(true)
      throw new Error('The folder is in use.')
    })
    expect(await connecting).toMatchObject({ base: url })
    expect(said()).toBe('')
    await new Promise((resolve) => void server.close(resolve))
  })

  it('a command that does not get its turn says why', async () => {
    const { connecting } = waitingOn(async ({ waiting }) => {
      await waiting(undefined)
      throw new Error('The folder is in use.')
    })
    await expect(connecting).rejects.toThrow('The folder is in use.')
  })
})
