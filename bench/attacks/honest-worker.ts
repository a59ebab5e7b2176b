/** An honest conversation after the other, each of another person, or health checks, until told to stop; then what each request took. */
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { send, type Call } from './client.ts'

interface Data {
  readonly what: 'honest' | 'live'
  readonly url: string
  readonly keys: readonly string[]
  readonly template: string
  /** How many requests were answered since it is warm. */
  readonly counted?: Int32Array
}

const { what, url, keys, template, counted } = workerData as Data
const PAUSE_MS = 20
const WARM_UP = 12
const times: number[] = []
const failures: string[] = []
let warm = false
const stop = new AbortController()

parentPort?.on('message', () => {
  stop.abort()
})

async function timed(address: string, sent: Call = {}): Promise<string> {
  const { status, ms, text } = await send(`${url}${address}`, sent)
  times.push(ms)
  if (status < 200 || status >= 300) failures.push(`${status} ${address} ${text.slice(0, 100)}`)
  if (!warm && times.length >= WARM_UP) {
    warm = true
    times.length = 0
    parentPort?.postMessage('warm')
  }
  if (counted !== undefined) Atomics.store(counted, 0, times.length)
  await pause(PAUSE_MS)
  return text
}

async function converse(key: string): Promise<void> {
  const post = (address: string, body: unknown, method = 'POST') =>
    timed(address, { method, key, body: JSON.stringify(body) })
  const { id } = JSON.parse(await post('/api/v1/generations', { template_id: template })) as { id?: string }
  if (id === undefined) return
  const at = `/api/v1/generations/${id}`
  for (const name of ['first_name', 'last_name', 'city', 'remark'])
    await post(`${at}/answers/${name}`, { value: `Honest ${name}` }, 'PUT')
  await post(`${at}/confirm`, {})
  await timed(at, { key })
}

for (let turn = 0; !stop.signal.aborted; turn++)
  await (what === 'live'
    ? timed('/health/live')
    : converse(keys[turn % keys.length] ?? '').catch((error: unknown) => void failures.push(String(error))))
parentPort?.postMessage({ times, failures })
parentPort?.close()
