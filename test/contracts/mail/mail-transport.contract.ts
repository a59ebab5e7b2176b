/** What every way that mail goes out by must do. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MailTransport, OutgoingMail } from '../../../src/ports/mail/mail-transport.ts'

export const MAIL: OutgoingMail = {
  id: '0b6b1a52-6f0e-4a39-9b0a-5f3a3e3f2f11',
  to: 'ada@example.com',
  subject: 'Hello',
  text: 'Hello Ada,\n\nGrüße.\n',
}

export function mailTransportContract(
  name: string,
  open: () => Promise<{ readonly transport: MailTransport; readonly close: () => Promise<void> }>,
): void {
  describe(`mail: ${name}`, () => {
    let opened: Awaited<ReturnType<typeof open>>
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())

    test('takes a mail, and says so in one outcome with words', async () => {
      const { outcome, words } = await opened.transport.send(MAIL)
      expect(outcome).toBe('sent')
      expect(words).not.toBe('')
    })

    test('takes the same mail again', async () => {
      expect((await opened.transport.send(MAIL)).outcome).toBe('sent')
    })

    test('takes many at once', async () => {
      const sent = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => opened.transport.send({ ...MAIL, id: `${index}-${MAIL.id}` })),
      )
      expect(sent.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 20 }, () => 'sent'))
    })

    test('its server can be tried without sending anything', async () => {
      await expect(opened.transport.check()).resolves.toBeUndefined()
    })
  })
}
