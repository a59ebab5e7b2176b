/** The keys of attackers and of honest callers, and templates. */
import { call, form, send } from './client.ts'
import { ADMIN_KEY, type RunningService } from './service.ts'

export interface Target {
  readonly url: string
  readonly attacker: string
  /** Several people: one alone would soon reach the limits of one caller. */
  readonly honest: readonly string[]
  /** Text with four short questions. */
  readonly plain_template: string
  /** Further keys with the attacker's roles. */
  keys(count: number): Promise<readonly string[]>
  /** Uploads a template in the attacker's name; its id. */
  upload(name: string, bytes: string | Uint8Array, fields?: Readonly<Record<string, string>>): Promise<string>
  /** Begins a conversation of the attacker, or of another key; its id. */
  begin(template_id: string, answers?: unknown, key?: string): Promise<string>
}

const HONEST_CALLERS = 4

export async function prepare({ url }: RunningService): Promise<Target> {
  let uploads = 0
  const keyFor = async (name: string) =>
    (await call(`${url}/api/v1/keys`, 'POST', ADMIN_KEY, { name, roles: ['author', 'requester'] }))['secret'] as string
  const keys = async (count: number, name = 'attacker') => {
    const made: string[] = []
    while (made.length < count) made.push(await keyFor(`${name} ${made.length}`))
    return made
  }
  const [attacker, honest] = [await keyFor('attacker'), await keys(HONEST_CALLERS, 'honest')]
  const upload = async (key: string, name: string, bytes: string | Uint8Array, fields: Record<string, string> = {}) => {
    const sent = await send(`${url}/api/v1/templates`, {
      key,
      ...form({ name: `template ${++uploads}`, ...fields }, { name, bytes }),
    })
    if (sent.status !== 201) throw new Error(`upload of ${name}: ${sent.status} ${sent.text.slice(0, 500)}`)
    return (JSON.parse(sent.text) as { id: string }).id
  }
  // A key that has opened something here is not counted with those that an address tries.
  for (const key of honest) await call(`${url}/api/v1/generations`, 'GET', key)
  return {
    url,
    attacker,
    honest,
    plain_template: await upload(honest[0]!, 'letter.txt', 'Dear {{first_name}} {{last_name}} of {{city}}: {{remark}}'),
    keys,
    upload: (name, bytes, fields) => upload(attacker, name, bytes, { ...fields }),
    begin: async (template_id, answers = {}, key = attacker) =>
      (await call(`${url}/api/v1/generations`, 'POST', key, { template_id, answers }))['id'] as string,
  }
}
