/**
 * Ten times over each limit. Not here: what a whole tenant may have open or stored, which its honest callers reach
 * together with the others.
 */
import { json, request, type Attack } from './attack.ts'
import { atOnce, send } from './client.ts'

const WAVE_OF_STREAMS_MS = 4_000
const WRONG = 'dgk_wrong-key-0123456789-0123456789-012345'
const SIGN_IN = {
  type: 'application/x-www-form-urlencoded',
  headers: { 'sec-fetch-site': 'same-origin' },
  body: 'token=wrong',
}

/** So many live streams at once of so many keys, and changes that each is told of. */
const streams = (name: string, count: number, keys: number, env: Attack['env'] = {}): Attack => ({
  name,
  env,
  async prepare(target) {
    const { url, attacker } = target
    const others = await target.keys(keys - 1)
    const readers = await Promise.all(
      [attacker, ...others].map(async (key) => ({ key, id: await target.begin(target.plain_template, {}, key) })),
    )
    return async () => {
      const open = atOnce(count, (index) => {
        const { key, id } = readers[index % readers.length]!
        return send(`${url}/api/v1/generations/${id}/events`, { key, timeout: WAVE_OF_STREAMS_MS })
      })
      const { key, id } = readers[0]!
      for (let change = 0; change < 20; change++)
        await send(`${url}/api/v1/generations/${id}/answers/remark`, {
          method: 'PUT',
          key,
          body: json({ value: `${change}` }),
        })
      return open
    }
  },
})

export const OVER_LIMITS: readonly Attack[] = [
  request('wrong keys, a hundred times over', async () => ['/api/v1/generations', { key: WRONG }], { total: 5_600 }),
  request('sign-in links that open nothing, ten times over', async () => ['/sign-in', SIGN_IN], { total: 600 }),
  request('requests without a key, ten times over', async () => ['/', {}], { total: 3_000 }),
  request('reads, ten times over', async ({ attacker }) => ['/api/v1/generations', { key: attacker }], {
    total: 30_000,
  }),
  request(
    'changes, ten times over',
    async (target) => [
      `/api/v1/generations/${await target.begin(target.plain_template)}/answers/remark`,
      { method: 'PUT', key: target.attacker, body: json({ value: 'again and again' }) },
    ],
    { total: 12_000 },
  ),
  request(
    'documents, ten times over',
    async ({ attacker, plain_template }) => [
      `/api/v1/templates/${plain_template}/preview`,
      { key: attacker, body: '{}' },
    ],
    { total: 3_000 },
  ),
  request(
    'requests at once, ten times over',
    async ({ attacker }) => ['/api/v1/generations', { key: attacker }],
    // 16 are worked on and 200 wait.
    { at_once: 2_160, env: { DOCGEN_LIMIT_READS: '0' } },
  ),
  request(
    'open conversations, ten times over',
    async ({ attacker, plain_template }) => [
      '/api/v1/generations',
      { key: attacker, body: json({ template_id: plain_template }) },
    ],
    { total: 2_000, env: { DOCGEN_QUOTA_OPEN: '200', DOCGEN_LIMIT_WRITES: '0' } },
  ),
  streams('live streams of one key, ten times over', 500, 1),
  streams('live streams of a tenant, ten times over', 1_000, 20, { DOCGEN_LIMIT_TENANT_STREAMS: '100' }),
]
