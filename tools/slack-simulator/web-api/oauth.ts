/** `oauth.v2.access` and `oauth.v2.exchange`: codes and refresh tokens for bot tokens. */
import type { Json, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import { install, issueToken } from '../state/workspace.ts'
import { requiredText, text, type Arguments } from './arguments.ts'
import { SlackRefusal } from './error.ts'
import type { OpenMethod } from './method.ts'

/** Throws `SlackRefusal` for another app, or another secret. */
export function checkClient(slack: SlackState, args: Arguments, basic: [string, string] | undefined): void {
  const [id, secret] = basic ?? [text(args, 'client_id'), text(args, 'client_secret')]
  if (id !== slack.app.clientId) throw new SlackRefusal('invalid_client_id')
  if (secret !== slack.app.clientSecret) throw new SlackRefusal('bad_client_secret')
}

const access: OpenMethod = {
  open: (slack, args, { basic }) => {
    checkClient(slack, args, basic)
    const grant = text(args, 'grant_type') ?? 'authorization_code'
    if (grant === 'refresh_token') return refreshToken(slack, args)
    if (grant !== 'authorization_code') throw new SlackRefusal('invalid_grant_type')
    const value = requiredText(args, 'code', 'invalid_code')
    const code = slack.codes.get(value)
    slack.codes.delete(value)
    const workspace = code && slack.workspaces.get(code.workspace)
    if (!code || !workspace || code.expiresAt < slack.clock.now()) throw new SlackRefusal('invalid_code')
    if (code.redirectUri !== undefined && code.redirectUri !== text(args, 'redirect_uri'))
      throw new SlackRefusal('bad_redirect_uri')
    const { enterprise } = workspace
    const orgWide = code.orgWide && enterprise !== undefined
    const served = orgWide
      ? [...slack.workspaces.values()].filter((each) => each.enterprise?.id === enterprise.id)
      : [workspace]
    for (const each of served) install(slack, each, code.user, code.scopes, orgWide)
    return tokenResponse(slack, workspace)
  },
}

function tokenResponse(slack: SlackState, workspace: Workspace): Json {
  const installation = workspace.installation
  if (!installation) throw new SlackRefusal('invalid_refresh_token')
  const token = issueToken(slack, workspace, 'bot', slack.app.tokenRotation)
  const refresh = slack.app.tokenRotation ? issueToken(slack, workspace, 'refresh', false) : undefined
  return {
    app_id: slack.app.id,
    authed_user: { id: installation.installedBy },
    scope: [...installation.scopes].join(','),
    token_type: 'bot',
    access_token: token.value,
    bot_user_id: installation.botUser,
    ...(refresh && { refresh_token: refresh.value, expires_in: 43_200 }),
    // https://docs.slack.dev/enterprise/developing-for-enterprise-orgs (“team: null”)
    team: installation.orgWide ? null : { id: workspace.id, name: workspace.name },
    enterprise: workspace.enterprise ?? null,
    is_enterprise_install: installation.orgWide,
  }
}

/** A refresh token works once; the tokens before the last two of a workspace are revoked. */
function refreshToken(slack: SlackState, args: Arguments): Json {
  const token = slack.tokens.get(requiredText(args, 'refresh_token', 'invalid_refresh_token'))
  const workspace = token && slack.workspaces.get(token.workspace)
  if (!token || token.kind !== 'refresh' || token.state !== 'live' || !workspace)
    throw new SlackRefusal('invalid_refresh_token')
  token.state = 'revoked'
  const live = [...slack.tokens.values()].filter(
    (each) => each.workspace === workspace.id && each.kind === 'bot' && each.state === 'live',
  )
  for (const old of live.slice(0, -1)) old.state = 'revoked'
  return tokenResponse(slack, workspace)
}

const exchange: OpenMethod = {
  open: (slack, args, { basic }) => {
    checkClient(slack, args, basic)
    const token = slack.tokens.get(requiredText(args, 'token', 'invalid_token'))
    const workspace = token && slack.workspaces.get(token.workspace)
    if (!token || token.kind !== 'bot' || token.state !== 'live' || !workspace) throw new SlackRefusal('invalid_token')
    if (token.expiresAt !== undefined) throw new SlackRefusal('token_already_exchanged')
    return tokenResponse(slack, workspace)
  },
}

export const OAUTH: Record<string, OpenMethod> = { 'oauth.v2.access': access, 'oauth.v2.exchange': exchange }
