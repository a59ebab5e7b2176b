/** The API's error envelope as an error of the command line. */
import { EXIT, exitCodeOf } from '../exit-codes.ts'
import { CommandFailed } from '../failure.ts'

/** The service's error envelope as an error of ours; anything else that answers is no DocGen. */
export async function readError(response: Response): Promise<CommandFailed> {
  const text = await response.text()
  const envelope = parseErrorEnvelope(text)
  if (envelope === undefined)
    return new CommandFailed(
      'unexpected',
      EXIT.unexpected,
      `The service answered ${response.status} without an error of ours. Is this address a DocGen service?`,
    )
  const { code, message, details, request_id } = envelope
  return new CommandFailed(code, exitCodeOf(code), message, {
    ...details,
    ...(code === 'internal' ? { request_id } : {}),
  })
}

function parseErrorEnvelope(text: string):
  | {
      readonly code: string
      readonly message: string
      readonly details: Readonly<Record<string, unknown>>
      readonly request_id: string
    }
  | undefined {
  try {
    const { error } = JSON.parse(text) as {
      readonly error?: {
        readonly code?: unknown
        readonly message?: unknown
        readonly details?: unknown
        readonly request_id?: unknown
      }
    }
    if (typeof error?.code !== 'string' || typeof error.message !== 'string') return undefined
    const details =
      typeof error.details === 'object' && error.details !== null ? (error.details as Record<string, unknown>) : {}
    return {
      code: error.code,
      message: error.message,
      details,
      request_id: typeof error.request_id === 'string' ? error.request_id : '',
    }
  } catch {
    return undefined
  }
}
