/** Describes what happened to an account, in words, with whom it concerns. */
import {
  accountStream,
  type AccountEvent,
  type RefusalReason,
  type SignInMethod,
} from '../../../../../../domain/account/account-events.ts'

export const METHOD_TEXTS: Readonly<Record<SignInMethod, string>> = {
  link: 'sign-in link',
  invitation: 'invitation',
  email: 'link by e-mail',
  openid: 'single sign-on',
  slack: 'Slack',
  key: 'API key',
  template_link: 'link for people without an account',
  handed_over: 'question handed over',
}

const OTHER_METHODS: Readonly<Record<string, string>> = { ...METHOD_TEXTS, token: 'access token', session: 'session' }

const REFUSAL_TEXTS: Readonly<Record<RefusalReason, string>> = {
  unknown: 'it is not known',
  used: 'it was used before',
  expired: 'it has expired',
  revoked: 'it was revoked',
  withdrawn: 'it was withdrawn',
  used_up: 'it was used as often as it may be',
  inactive: 'the account is not active',
  wrong_state: 'the answer belongs to no sign-in begun here',
  wrong_nonce: 'the answer is another sign-in’s',
  wrong_signature: 'the signature is wrong',
  wrong_algorithm: 'the signature’s algorithm is not taken',
  wrong_audience: 'it is meant for another service',
  wrong_issuer: 'it comes from another provider',
  wrong_tenant: 'it belongs to another tenant',
  wrong_scope: 'it lacks a scope',
  not_proved: 'the address was not proved',
  denied: 'the provider refused',
  issuer_unavailable: 'the provider cannot be reached',
  issuer_nonsense: 'the provider’s answer makes no sense',
  malformed: 'it is malformed',
  collision: 'another account has this way in',
  not_published: 'the template is not published',
}

const ENDED_TEXTS: Readonly<Record<string, string>> = {
  signed_out: 'Signed out',
  signed_out_everywhere: 'Signed out everywhere',
  ended_by_admin: 'Signed out by an admin',
  rights_changed: 'Session replaced, because rights changed',
  issuer: 'Signed out, because the provider ended it',
  taken_back: 'Session ended, because what was handed over was taken back',
  deactivated: 'Signed out, because the account was deactivated',
  link_withdrawn: 'Signed out, because the link was withdrawn',
}

/** Undefined for what is no event of an account. `names`: display names by actor id. */
export function describeSecurity(
  type: string,
  data: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): string | undefined {
  const text = (field: string): string => (typeof data[field] === 'string' ? data[field] : '')
  const list = (field: string): string => (Array.isArray(data[field]) ? data[field].join(', ') : '')
  const whose = names.get(text('requester'))
  switch (type as AccountEvent['type']) {
    case 'SignedIn':
      return `Signed in by ${METHOD_TEXTS[text('method') as SignInMethod] ?? text('method')}`
    case 'SignInRefused':
      return `Sign-in refused (${OTHER_METHODS[text('method')] ?? text('method')}): ${
        REFUSAL_TEXTS[text('reason') as RefusalReason] ?? text('reason')
      }`
    case 'SessionEnded':
      return ENDED_TEXTS[text('because')]
    case 'KeyMade':
      return `Key created: ${[list('roles'), list('scopes')].filter((part) => part !== '').join('; ')}`
    case 'RolesChanged':
      return `Roles changed: ${list('roles') || 'none'}`
    case 'PersonAdded':
      return text('kind') === 'outsider' ? 'Began by a link, without an account' : undefined
    case 'TemplateLinkMade':
      return `Link of template ${text('template')} made for people without an account`
    case 'TemplateLinkMailed':
      return text('mailed') === 'proof' ? 'Link mailed to show an address' : 'Link back mailed'
    case 'AccessRefused':
      return `Access refused: ${text('operation')} needs ${text('needs').replaceAll(':', ' ')}`
    case 'OthersGenerationRead':
      return whose === undefined ? undefined : `Looked at a generation of ${whose}`
    case 'OthersDocumentDownloaded':
      return whose === undefined ? undefined : `Downloaded a document of ${whose}`
    default:
      return undefined
  }
}

/** Whose account a stream of the audit is, of those that are named; undefined for any other stream. */
export function accountName(stream: string, names: ReadonlyMap<string, string>): string | undefined {
  for (const [actor, name] of names) if (accountStream(actor) === stream) return name
  return undefined
}

/** The actor ids that an entry of the audit is about, so that their names can be found. */
export function actorsMeant(stream: string, data: unknown): string[] {
  const fields = typeof data === 'object' && data !== null ? (data as Readonly<Record<string, unknown>>) : {}
  const account = /^account-(person|key|outsider|link)-(.+)$/.exec(stream)
  return [fields['to'], fields['requester'], account === null ? undefined : `${account[1]}:${account[2]}`].filter(
    (actor) => typeof actor === 'string',
  )
}
