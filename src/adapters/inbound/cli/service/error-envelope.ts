/** The API's error envelope as an error of the command line. */
import { EXIT, exitCodeOf } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

/** The service's error envelope (`body`, as it was read) as an error of ours; whatever else answers is no DocGen. */
export function errorOf(status: number, body: unknown): CommandFailed {
  const envelope = readEnvelope(body)
  if (envelope === undefined)
    return new CommandFailed(
      'unexpected',
      EXIT.unexpected,
      `The service answered ${status} without an error of ours. Is this address a DocGen service?`,
    )
  const { code, message, details, request_id } = envelope
  return new CommandFailed(code, exitCodeOf(code), message, {
    ...details,
    ...(code === 'internal' ? { request_id } : {}),
  })
}

/** By hand, for whatever answers may be of another version, or no DocGen at all. */
function readEnvelope(body: unknown):
  | {
      readonly code: string
      readonly message: string
      readonly details: Readonly<Record<string, unknown>>
      readonly request_id: string
    }
  | undefined {
  const error = memberOf(body, 'error')
  const [code, message, details, request_id] = ['code', 'message', 'details', 'request_id'].map((name) =>
    memberOf(error, name),
  )
  if (typeof code !== 'string' || typeof message !== 'string') return undefined
  return {
    code,
    message,
    details: typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {},
    request_id: typeof request_id === 'string' ? request_id : '',
  }
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined
