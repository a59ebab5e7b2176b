/** How an instance ends: what it does in which order, for how long, and what a second signal changes. */
import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/app/config.ts'
import { OpenedResources } from '../../src/app/compose/opened-resources.ts'
import { awaitStop, closeInTime } from '../../src/app/shutdown.ts'
import { StopSignals, type StopSignal } from '../../src/app/stop-signals.ts'

const POSTGRES = { DATABASE_URL: 'postgres://db/docgen' }

/** A process that is told to stop, and a clock that moves only when it is told to. */
function scene(env: Record<string, string>, terminal = false) {
  const source = new EventEmitter()
  let now = 0
  const signals = new StopSignals(source, () => now)
  const log: string[] = []
  const pauses: { readonly ms: number; readonly end: () => void }[] = []
  const config = readConfig(env)
  const deps = {
    signals,
    terminal,
    print: (line: string) => void log.push(line),
    pause: (ms: number, over: AbortSignal) =>
      new Promise<void>((resolve) => {
        pauses.push({ ms, end: resolve })
        over.addEventListener('abort', () => resolve())
      }),
  }
  return {
    log,
    pauses,
    signal: (name: StopSignal, after_ms = 1000): void => {
      now += after_ms
      source.emit(name, name)
    },
    listeners: () => source.listenerCount('SIGTERM'),
    release: () => signals.release(),
    wait: () => awaitStop(config, () => void log.push('leaves'), deps),
    close: (opened: OpenedResources) =>
      closeInTime(opened, config, deps, (signal) => void log.push(`ends with ${signal ?? 'nothing'}`)),
  }
}

const turns = async (): Promise<void> => {
  for (let n = 0; n < 20; n++) await Promise.resolve()
}

test.each<[string, Record<string, string>, StopSignal, boolean, number]>([
  ['on Postgres', POSTGRES, 'SIGTERM', false, 15_000],
  ['on Postgres, by the setting', { ...POSTGRES, DOCGEN_SHUTDOWN_DELAY_SECONDS: '0.5' }, 'SIGTERM', false, 500],
  ['only reporting', { ...POSTGRES, DOCGEN_ROLES: 'reporting' }, 'SIGTERM', false, 15_000],
  ['embedded, by the setting', { DOCGEN_SHUTDOWN_DELAY_SECONDS: '3' }, 'SIGTERM', false, 3000],
  ['in a terminal, by the setting', { ...POSTGRES, DOCGEN_SHUTDOWN_DELAY_SECONDS: '3' }, 'SIGTERM', true, 3000],
])('%s it leaves first, and serves on for a while', async (_, env, signal, terminal, ms) => {
  const { wait, signal: send, log, pauses } = scene(env, terminal)
  const waiting = wait()
  send(signal)
  await turns()
  expect(log).toEqual(['leaves', expect.stringContaining(`serves on for ${ms / 1000} s`)])
  expect(pauses.map((pause) => pause.ms)).toEqual([ms])
  pauses[0]?.end()
  await waiting
  expect(log.at(-1)).toContain('running requests are finished first')
})

test.each<[string, Record<string, string>, StopSignal, boolean]>([
  ['embedded', {}, 'SIGTERM', false],
  ['Ctrl+C on Postgres', POSTGRES, 'SIGINT', false],
  ['the terminal is closed', { ...POSTGRES, DOCGEN_SHUTDOWN_DELAY_SECONDS: '3' }, 'SIGHUP', true],
  ['restarted by a watcher in a terminal', POSTGRES, 'SIGTERM', true],
  ['a worker, which serves nobody', { ...POSTGRES, DOCGEN_ROLES: 'worker' }, 'SIGTERM', false],
  ['switched off', { ...POSTGRES, DOCGEN_SHUTDOWN_DELAY_SECONDS: '0' }, 'SIGTERM', false],
])('without a delay: %s', async (_, env, signal, terminal) => {
  const { wait, signal: send, log, pauses } = scene(env, terminal)
  const waiting = wait()
  send(signal)
  await waiting
  expect(pauses).toEqual([])
  expect(log).toEqual(['leaves', expect.stringContaining('running requests are finished first')])
})

test('a second signal skips the delay; the same one that arrives twice is one', async () => {
  const { wait, signal, log, pauses } = scene(POSTGRES)
  const waiting = wait()
  signal('SIGTERM')
  signal('SIGTERM', 3)
  await turns()
  expect(pauses).toHaveLength(1)
  expect(log).toHaveLength(2)
  signal('SIGTERM')
  await waiting
  expect(log).toHaveLength(3)
})

test('a signal from before anybody waits is not lost', async () => {
  const { wait, signal, log } = scene({})
  signal('SIGINT')
  await wait()
  expect(log).toContain('leaves')
})

test('what is open is closed in order, and the process ends by itself', async () => {
  const { close, log, release, listeners } = scene(POSTGRES)
  const opened = new OpenedResources()
  opened.defer(() => void log.push('stores'))
  opened.defer(() => void log.push('server'))
  await close(opened)
  expect(log).toEqual(['server', 'stores'])
  release()
  expect(listeners()).toBe(0)
})

test('what cannot be closed within the grace and ten seconds more is left, and said', async () => {
  const { close, log, pauses } = scene({ ...POSTGRES, DOCGEN_SHUTDOWN_GRACE_SECONDS: '5' })
  const opened = new OpenedResources()
  opened.defer(() => new Promise(() => undefined))
  const closing = close(opened)
  await turns()
  expect(pauses.map(({ ms }) => ms)).toEqual([15_000])
  pauses[0]?.end()
  await closing
  expect(log).toEqual([expect.stringContaining('work left over'), 'ends with nothing'])
})

test('a signal while it closes ends it at once, as that signal does', async () => {
  const { close, log, signal } = scene(POSTGRES)
  const opened = new OpenedResources()
  opened.defer(() => new Promise(() => undefined))
  const closing = close(opened)
  await turns()
  signal('SIGINT')
  await closing
  expect(log).toEqual(['ends with SIGINT'])
})

test('an error while it closes is not swallowed', async () => {
  const { close } = scene(POSTGRES)
  const opened = new OpenedResources()
  opened.defer(() => Promise.reject(new Error('the pool is stuck')))
  await expect(close(opened)).rejects.toThrow('the pool is stuck')
})
