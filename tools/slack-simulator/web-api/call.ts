/** One call of the Web API: token, scopes, pace, method, and the answer in Slack's shape. */
import type { Json, Token } from '../state/model.ts'
import type { FaultKind } from '../state/faults.ts'
import type { SlackState } from '../state/slack.ts'
import { AUTH } from './auth.ts'
import { text, type Arguments } from './arguments.ts'
import { checkForms } from './argument-forms.ts'
import { CHAT } from './chat.ts'
import { CONVERSATIONS } from './conversations.ts'
import { SlackRefusal } from './error.ts'
import { FILES } from './files/files.ts'
import type { Caller, Method, OpenMethod } from './method.ts'
import { OPENID } from '../openid.ts'
import { OAUTH } from './oauth.ts'
import { countTier, RateLimited } from './pace.ts'
import { SOCKET_MODE } from './socket-mode.ts'
import { USERS } from './users.ts'
import { workspaceOfCall } from './workspace-of-call.ts'
import { VIEWS } from './views.ts'

/** Of how many calls the log keeps the arguments. */
const KEPT_ARGUMENTS = 5_000
const METHODS: Record<string, Method> = { ...AUTH, ...CHAT, ...CONVERSATIONS, ...FILES, ...USERS, ...VIEWS }
const OPEN_METHODS: Record<string, OpenMethod> = { ...OAUTH, ...OPENID, ...SOCKET_MODE }

export interface CallRequest {
  method: string
  args: Arguments
  bearer: string | undefined
  basic: [string, string] | undefined
}

export interface CallAnswer {
  status: number
  headers: Record<string, string>
  body: Json
  /** Sent instead of the body: a page, as from a proxy in between. */
  html?: string
  /** The answer never arrives: the connection is cut. */
  cut: boolean
  /** The answer takes this long, in ms. */
  delayMs: number
}

/** Makes the call, with the fault that falls on it, and logs both. */
export function callMethod(slack: SlackState, request: CallRequest): CallAnswer {
  const fault = slack.faults.ofCall(request.method)
  const answer = callWithFault(slack, request, fault)
  const token = request.bearer === undefined ? undefined : slack.tokens.get(request.bearer)
  const { token: _token, ...args } = request.args
  // The arguments of long ago are let go, so that long runs fit into memory.
  const old = slack.log.calls[slack.log.calls.length - KEPT_ARGUMENTS]
  if (old) old.args = {}
  slack.log.calls.push({
    at: slack.clock.now(),
    method: request.method,
    workspace: token?.workspace,
    args,
    fault,
    ok: answer.body['ok'] === true,
    error: answer.status === 200 ? (answer.body['error'] as string | undefined) : `http_${answer.status}`,
  })
  return answer
}

function callWithFault(slack: SlackState, request: CallRequest, fault: FaultKind | undefined): CallAnswer {
  const effect = (): CallAnswer => perform(slack, request)
  switch (fault) {
    case 'rate_limited':
      return rateLimited(slack.faults.retryAfterSeconds)
    case 'server_error':
      return serverError()
    case 'server_error_after_effect':
      effect()
      return serverError()
    case 'answer_lost':
      return { ...effect(), cut: true }
    case 'effect_lost':
      return { ...plain({ ok: false, error: 'connection_lost' }), cut: true }
    case 'slow_answer':
      return { ...effect(), delayMs: slack.faults.slowMs }
    case 'expired_trigger':
      return plain({ ok: false, error: 'expired_trigger_id' })
    case 'revoked_token':
      return plain({ ok: false, error: 'token_revoked' })
    case 'refused':
      return plain({ ok: false, error: slack.faults.refusal })
    case 'html_error':
      return { ...plain({}), status: 502, html: '<html><body><h1>502 Bad Gateway</h1></body></html>' }
    case 'html_page':
      return { ...plain({}), html: '<!doctype html><title>Sign in to this network</title>' }
    case 'socket_unreachable':
    case 'socket_refused':
    case 'socket_silent':
    case 'socket_closes':
      return atFaultySocket(effect(), fault)
    case 'upload_shared_late':
      return perform(slack, { ...request, args: { ...request.args, shared_late: true } })
    case 'upload_never_shared':
      return perform(slack, { ...request, args: { ...request.args, never_shared: true } })
    default:
      return effect()
  }
}

/** The address of a socket that does not work as it should: the server is told by the address. */
function atFaultySocket(answer: CallAnswer, fault: FaultKind): CallAnswer {
  const url = answer.body['url']
  if (typeof url !== 'string') return answer
  return {
    ...answer,
    body: { ...answer.body, url: fault === 'socket_unreachable' ? 'ws://127.0.0.1:1/link/' : `${url}&fault=${fault}` },
  }
}

const plain = (body: Json, headers: Record<string, string> = {}): CallAnswer => ({
  status: 200,
  headers,
  body,
  cut: false,
  delayMs: 0,
})
const serverError = (): CallAnswer => ({ ...plain({ ok: false, error: 'internal_error' }), status: 500 })
const rateLimited = (seconds: number): CallAnswer => ({
  ...plain({ ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) }),
  status: 429,
})

function perform(slack: SlackState, request: CallRequest): CallAnswer {
  const headers: Record<string, string> = {}
  try {
    const open = OPEN_METHODS[request.method]
    if (open) {
      if (open.perMinute !== undefined) countTier(slack, slack.app.id, request.method, open.perMinute)
      return plain({ ok: true, ...open.open(slack, request.args, request) })
    }
    const method = METHODS[request.method]
    if (!method) throw new SlackRefusal('unknown_method', { req_method: request.method })
    const caller = authorizeCall(slack, request)
    headers['x-oauth-scopes'] = [...caller.installation.scopes].join(',')
    checkScopes(method, caller, headers)
    if (method.perMinute !== undefined) countTier(slack, caller.workspace.id, request.method, method.perMinute)
    checkForms(request.method, request.args)
    return plain({ ok: true, ...method.run(caller) }, headers)
  } catch (error) {
    if (error instanceof RateLimited) return rateLimited(error.seconds)
    if (error instanceof SlackRefusal) return plain({ ok: false, error: error.error, ...error.extra }, headers)
    throw error
  }
}

function authorizeCall(slack: SlackState, { method, args, bearer }: CallRequest): Caller {
  const value = bearer ?? text(args, 'token')
  if (value === undefined) throw new SlackRefusal('not_authed')
  const token = slack.tokens.get(value)
  if (!token || token.kind !== 'bot') throw new SlackRefusal('invalid_auth')
  checkAlive(slack, token)
  const workspace = workspaceOfCall(slack, token, method, args)
  if (!workspace?.installation) throw new SlackRefusal('account_inactive')
  return { slack, workspace, installation: workspace.installation, token, args }
}

function checkAlive(slack: SlackState, token: Token): void {
  if (token.state === 'uninstalled') throw new SlackRefusal('account_inactive')
  if (token.state === 'revoked') throw new SlackRefusal('token_revoked')
  if (token.expiresAt !== undefined && token.expiresAt <= slack.clock.now()) throw new SlackRefusal('token_expired')
}

function checkScopes(method: Method, caller: Caller, headers: Record<string, string>): void {
  const needed = typeof method.scopes === 'function' ? method.scopes(caller) : (method.scopes ?? [])
  headers['x-accepted-oauth-scopes'] = needed.join(',')
  const missing = needed.filter((scope) => !caller.installation.scopes.has(scope))
  if (missing.length > 0) {
    throw new SlackRefusal('missing_scope', {
      needed: missing.join(','),
      provided: [...caller.installation.scopes].join(','),
    })
  }
}
