import { outboxTransport } from '../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { SmtpTransport } from '../../../src/adapters/outbound/smtp/smtp-transport.ts'
import { smtpServer } from '../../support/servers/smtp.ts'
import { mailTransportContract } from './mail-transport.contract.ts'

mailTransportContract('outbox', async () => ({ transport: outboxTransport(), close: async () => undefined }))

mailTransportContract('SMTP', async () => {
  const server = await smtpServer()
  const transport = new SmtpTransport(server.settings)
  return {
    transport,
    async close() {
      transport.close()
      await server.stop()
    },
  }
})
