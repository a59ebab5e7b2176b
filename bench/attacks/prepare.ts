/** The keys of an attacker and of an honest caller, and templates. */
import { call, form, send } from './client.ts'
import { ADMIN_KEY, type RunningService } from './service.ts'

export interface Target {
  readonly url: string
  readonly attacker: string
  readonly honest: string
  /** Text with four short questions. */
  readonly plain_template: string
  /** Uploads a template in the attacker's name; its id. */
  upload(name: string, bytes: string | Uint8Array, fields?: Readonly<Record<string, string>>): Promise<string>
  /** Begins a conversation of the attacker; its id. */
  begin(template_id: string, answers?: unknown): Promise<string>
}

let uploads = 0

export async function prepare({ url }: RunningService): Promise<Target> {
  const keyFor = async (name: string) =>
    (await call(`${url}/api/v1/keys`, 'POST', ADMIN_KEY, { name, roles: ['author', 'requester'] }))['secret'] as string
  const [attacker, honest] = [await keyFor('attacker'), await keyFor('honest')]
  const upload = async (key: string, name: string, bytes: string | Uint8Array, fields: Record<string, string> = {}) => {
    const sent = await send(`${url}/api/v1/templates`, {
      key,
      ...form({ name: `template ${++uploads}`, ...fields }, { name, bytes }),
    })
    if (sent.status !== 201) throw new Error(`upload of ${name}: ${sent.status} ${sent.text.slice(0, 500)}`)
    return (JSON.parse(sent.text) as { id: string }).id
  }
  return {
    url,
    attacker,
    honest,
    plain_template: await upload(honest, 'letter.txt', 'Dear {{first_name}} {{last_name}} of {{city}}: {{remark}}'),
    upload: (name, bytes, fields) => upload(attacker, name, bytes, { ...fields }),
    begin: async (template_id, answers = {}) =>
      (await call(`${url}/api/v1/generations`, 'POST', attacker, { template_id, answers }))['id'] as string,
  }
}
