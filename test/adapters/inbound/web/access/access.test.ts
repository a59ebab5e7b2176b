/** Who may what, on one service with several tenants. */
import { afterAll, beforeAll } from 'vitest'
import { registerTemplates } from '../../../../support/access/world.ts'
import { tenantsService, type TenantsService } from '../../../../support/services/tenants.ts'
import { describeOutsiders } from './outsiders.suite.ts'
import { describeMatrix } from './matrix.suite.ts'
import { describePeople } from './people.suite.ts'
import { describeTemplateAccess } from './template-access.suite.ts'

let service: TenantsService
beforeAll(async () => {
  service = await tenantsService()
  await registerTemplates(service, ['default', 'openid-0a1b2c3d4e5f-acme', 'slack-t1'])
})
afterAll(() => service.close())

describeTemplateAccess(() => service)
describePeople(() => service)
describeOutsiders(() => service)
// Last: it signs people out.
describeMatrix(() => service)
