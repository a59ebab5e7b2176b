/** What happened to accounts, in sentences. */
import type { AccountEvent, RefusalReason, SignInLinkKind } from '../../../domain/account/account-events.ts'
import { say, type Sentence, type ToldEvent } from './sentence.ts'
import { METHOD_NAMES } from './method-names.ts'
import type { TellersOf } from './teller.ts'

const REFUSALS: Readonly<Record<RefusalReason, string>> = {
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
  wrong_algorithm: 'the signature’s algorithm is not accepted',
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

const LINKS: Readonly<Record<SignInLinkKind, string>> = {
  owner: 'the first sign-in link',
  invitation: 'an invitation',
  own: 'a sign-in link',
  email: 'a sign-in link by e-mail',
  handed_over: 'a link to what was handed over',
}

type Ended = Extract<AccountEvent, { type: 'SessionEnded' }>['data']['because']

const ENDED: Readonly<Record<Ended, (event: ToldEvent<unknown>) => Sentence>> = {
  signed_out: ({ whose }) => say`${whose} signed out`,
  signed_out_everywhere: ({ whose }) => say`${whose} signed out everywhere`,
  ended_by_admin: ({ who, whose }) => say`${who} signed ${whose} out`,
  rights_changed: ({ whose }) => say`The session of ${whose} was replaced, because rights changed`,
  issuer: ({ whose }) => say`${whose} was signed out, because the provider ended it`,
  deactivated: ({ whose }) => say`${whose} was signed out, because the account was deactivated`,
  link_withdrawn: ({ whose }) => say`${whose} was signed out, because the link was withdrawn`,
  taken_back: ({ whose }) => say`${whose} was signed out, because what was handed over was taken back`,
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : names.join(', '))

export const ACCOUNT_TELLERS: TellersOf<AccountEvent['type']> = {
  SignedIn: {
    title: 'Signed in',
    say: ({ whose, data }) => say`${whose} signed in by ${METHOD_NAMES[data.method]}`,
  },
  SignInRefused: {
    title: 'Sign-in refused',
    say: ({ whose, data }) => say`${whose} was not let in by ${METHOD_NAMES[data.method]}: ${REFUSALS[data.reason]}`,
  },
  SessionEnded: { title: 'Signed out', say: (event) => ENDED[event.data.because](event) },
  SignInLinkMade: {
    title: 'Sign-in link made',
    say: ({ who, whose, data }) => say`${who} made ${LINKS[data.kind]} for ${whose}`,
  },
  PersonAdded: {
    title: 'Person added',
    say: ({ who, whose, data }) =>
      data.kind === 'outsider'
        ? say`${whose} came by a link, without an account`
        : who.id === whose.id
          ? say`${whose} came for the first time, by ${METHOD_NAMES[data.method]}`
          : say`${who} added ${whose}`,
  },
  RolesChanged: {
    title: 'Roles changed',
    say: ({ who, whose, change }) => say`${who} changed the roles of ${whose}${change}`,
  },
  GroupsChanged: {
    title: 'Groups changed',
    say: ({ who, whose, change }) => say`${who} changed the groups of ${whose}${change}`,
  },
  PersonDeactivated: { title: 'Person deactivated', say: ({ who, whose }) => say`${who} deactivated ${whose}` },
  PersonReactivated: { title: 'Person reactivated', say: ({ who, whose }) => say`${who} reactivated ${whose}` },
  AccountsJoined: {
    title: 'Accounts joined',
    say: ({ who, whose, data, person }) =>
      say`${who} joined the account of ${person(data.joined)} into that of ${whose}`,
  },
  IdentityAdded: {
    title: 'Way to sign in added',
    say: ({ who, whose, data }) => say`${who} added a way for ${whose} to sign in: ${data.issuer}`,
  },
  IdentityRemoved: {
    title: 'Way to sign in removed',
    say: ({ who, whose, data }) => say`${who} removed a way for ${whose} to sign in: ${data.issuer}`,
  },
  KeyMade: {
    title: 'Key created',
    say: ({ who, whose, data }) =>
      say`${who} created the key ${whose} with ${listed([...data.roles, ...(data.scopes ?? [])])}`,
  },
  KeyRotated: { title: 'Key rotated', say: ({ who, whose }) => say`${who} rotated the key ${whose}` },
  KeyRevoked: { title: 'Key revoked', say: ({ who, whose }) => say`${who} revoked the key ${whose}` },
  TemplateLinkMade: {
    title: 'Link made for people without an account',
    say: ({ who, data, templateCalled }) =>
      say`${who} made a link to ${templateCalled(data.template)} for people without an account`,
  },
  TemplateLinkWithdrawn: {
    title: 'Link for people without an account withdrawn',
    say: ({ who, whose }) => say`${who} withdrew the link ${whose}`,
  },
  TemplateLinkMailed: {
    title: 'Link mailed',
    say: ({ whose, data }) =>
      data.mailed === 'proof'
        ? say`A link to prove an address was mailed to ${whose}`
        : say`A link back was mailed to ${whose}`,
  },
  AccessRefused: {
    title: 'Access refused',
    say: ({ who, data }) => say`${who} was refused ${data.operation}: it needs the ${data.needs.replaceAll(':', ' ')}`,
  },
  OthersGenerationRead: {
    title: 'Looked at another person’s conversation',
    say: ({ who, data, person, within }) => say`${who} looked at a conversation of ${person(data.requester)}${within}`,
  },
  OthersDocumentDownloaded: {
    title: 'Downloaded another person’s document',
    say: ({ who, data, person, within }) => say`${who} downloaded a document of ${person(data.requester)}${within}`,
  },
}
