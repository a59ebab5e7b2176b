/**
 * Just enough of AWS KMS: the JSON protocol of `TrentService.Encrypt`, `Decrypt` and `DescribeKey`, with its faults. No
 * signatures are checked. What it wraps can be opened by nothing but itself.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const ACCOUNT = 'arn:aws:kms:eu-central-1:123456789012'

interface Key {
  readonly arn: string
  readonly bytes: Buffer
  enabled: boolean
}

interface Asked {
  readonly KeyId?: string
  readonly Plaintext?: string
  readonly CiphertextBlob?: string
  readonly EncryptionContext?: Readonly<Record<string, string>>
}

export interface KmsDouble {
  readonly endpoint: string
  /** Makes a key; `alias/…` names it, too. */
  addKey(alias?: string): string
  enable(arn: string, enabled: boolean): void
  /** The operations that were asked for, in order. */
  readonly asked: string[]
  /** The exception that it answers with before it looks at anything, by operation; undefined for none. */
  fault: (operation: string) => { readonly status: number; readonly name: string } | undefined
  stop(): Promise<void>
}

export async function kmsDouble(): Promise<KmsDouble> {
  const keys: Key[] = []
  const aliases = new Map<string, string>()
  const find = (id: string): Key | undefined => keys.find(({ arn }) => arn === (aliases.get(id) ?? id))

  function perform(operation: string, asked: Asked): object {
    const context = Buffer.from(
      JSON.stringify(Object.entries(asked.EncryptionContext ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))),
    )
    if (operation === 'Decrypt') {
      const blob = Buffer.from(asked.CiphertextBlob ?? '', 'base64')
      const key = keys[blob[0] ?? -1]
      if (key === undefined) throw new Fault(400, 'InvalidCiphertextException')
      if (find(asked.KeyId ?? '') !== key) throw new Fault(400, 'IncorrectKeyException')
      requireEnabled(key)
      return { KeyId: key.arn, Plaintext: open(key.bytes, blob.subarray(1), context).toString('base64') }
    }
    const key = find(asked.KeyId ?? '')
    if (key === undefined) throw new Fault(400, 'NotFoundException')
    if (operation === 'DescribeKey')
      return { KeyMetadata: { Arn: key.arn, KeyId: key.arn, Enabled: key.enabled, KeyState: 'Enabled' } }
    requireEnabled(key)
    const sealed = seal(key.bytes, Buffer.from(asked.Plaintext ?? '', 'base64'), context)
    return { KeyId: key.arn, CiphertextBlob: Buffer.concat([Buffer.of(keys.indexOf(key)), sealed]).toString('base64') }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    double.asked.push(operation)
    const fault = double.fault(operation)
    if (fault !== undefined) return refuse(response, fault)
    try {
      const performed = perform(operation, JSON.parse(Buffer.concat(chunks).toString()) as Asked)
      response.writeHead(200, { 'content-type': JSON_TYPE }).end(JSON.stringify(performed))
    } catch (error) {
      refuse(response, error instanceof Fault ? error : { status: 500, name: 'KMSInternalException' })
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const double: KmsDouble = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    fault: () => undefined,
    addKey(alias) {
      const arn = `${ACCOUNT}:key/00000000-0000-4000-8000-${String(keys.length).padStart(12, '0')}`
      keys.push({ arn, bytes: randomBytes(32), enabled: true })
      if (alias !== undefined) aliases.set(alias, arn)
      return arn
    },
    enable(arn, enabled) {
      find(arn)!.enabled = enabled
    },
    async stop() {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return double
}

const JSON_TYPE = 'application/x-amz-json-1.1'

class Fault extends Error {
  readonly status: number
  constructor(status: number, name: string) {
    super(name)
    this.name = name
    this.status = status
  }
}

const refuse = (response: ServerResponse, { status, name }: { readonly status: number; readonly name: string }): void =>
  void response.writeHead(status, { 'content-type': JSON_TYPE }).end(JSON.stringify({ __type: name, message: name }))

function requireEnabled({ enabled }: Key): void {
  if (!enabled) throw new Fault(400, 'DisabledException')
}

function seal(key: Buffer, plain: Buffer, context: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(context)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function open(key: Buffer, sealed: Buffer, context: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(context)
  decipher.setAuthTag(sealed.subarray(-16))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    throw new Fault(400, 'InvalidCiphertextException')
  }
}
