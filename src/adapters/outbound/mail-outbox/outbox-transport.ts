/** An outbox on this machine, for development: mail goes nowhere, and can be read in the console for a day. */
import type { MailTransport } from '../../../ports/mail/mail-transport.ts'

/** Takes every mail. */
export const outboxTransport = (): MailTransport => ({
  keeps: true,
  send: async () => ({ outcome: 'sent', words: 'Kept in the outbox: it went nowhere.' }),
  check: async () => undefined,
  close: () => undefined,
})
