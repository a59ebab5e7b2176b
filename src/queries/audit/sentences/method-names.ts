/** Ways to come in, in words. */
import type { AccountEvent, SignInMethod } from '../../../domain/account/account-events.ts'

type RefusedMethod = Extract<AccountEvent, { type: 'SignInRefused' }>['data']['method']
type FirstMethod = Extract<AccountEvent, { type: 'PersonAdded' }>['data']['method']

export const METHOD_NAMES: Readonly<Record<SignInMethod | RefusedMethod | FirstMethod, string>> = {
  link: 'sign-in link',
  invitation: 'invitation',
  email: 'link by e-mail',
  openid: 'single sign-on',
  slack: 'Slack',
  key: 'API key',
  template_link: 'link for people without an account',
  handed_over: 'link to what was handed over',
  token: 'access token',
  session: 'session',
  first_start: 'the first start',
}
