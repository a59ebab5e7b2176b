/** Sends one mail of the queue, and notes what became of it. */
import type { MailTransport } from '../../ports/mail/mail-transport.ts'
import { writeSignInMail, type WriteMailDeps } from './write-sign-in-mail.ts'

export interface SendMailDeps extends WriteMailDeps {
  readonly transport: MailTransport
  /** Cuts off what is being sent; it is tried again. */
  readonly signal?: AbortSignal
}

/** The mail is tried again later. */
class MailPostponed extends Error {
  override readonly name = 'MailPostponed'
}

/** Throws for a mail that is to be tried again; does nothing for one that is done. */
export async function sendMail(deps: SendMailDeps, id: string): Promise<void> {
  const { mails, transport, clock, logger } = deps
  let due = await mails.due(id)
  if (due !== undefined && 'asked' in due)
    due = (await writeSignInMail(deps, id, due.asked)) ? await mails.due(id) : undefined
  if (due === undefined || 'asked' in due) return
  const { kind, tenant, attempts, content, until } = due
  const about = { mail: id, kind, tenant, attempt: attempts + 1 }
  if (until <= clock.now()) {
    await mails.givenUp(id)
    logger.error({ ...about, attempt: attempts }, 'a mail is given up')
    return
  }
  const { outcome, words } = await transport.send({ id, ...content }, deps.signal)
  if (outcome === 'sent') {
    await mails.sent(id, words, transport.keeps && due.actor !== null)
    logger.info(about, 'a mail is sent')
  } else if (outcome === 'refused') {
    await mails.failed(id, words)
    logger.error({ ...about, words: withoutAddresses(words) }, 'a mail is refused by the server')
  } else {
    await mails.postponed(id, words)
    logger.warn({ ...about, words: withoutAddresses(words) }, 'a mail could not be sent, and is tried again')
    throw new MailPostponed('A mail could not be sent, and is tried again.')
  }
}

/** Servers repeat the address in what they say; logs do not hold any. */
const withoutAddresses = (words: string): string => words.replaceAll(/\S+@\S+/g, '(address)')
