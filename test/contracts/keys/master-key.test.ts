import { randomBytes } from 'node:crypto'
import { KmsMasterKey } from '../../../src/adapters/outbound/aws-kms/kms-master-key.ts'
import { LocalMasterKey } from '../../../src/adapters/outbound/crypto/local-master-key.ts'
import { kmsDouble } from '../../doubles/kms-double.ts'
import { masterKeyContract } from './master-key.contract.ts'

masterKeyContract('bytes in hand', async () => {
  const bytes = randomBytes(32)
  return {
    one: new LocalMasterKey(bytes),
    same: new LocalMasterKey(bytes),
    other: new LocalMasterKey(randomBytes(32)),
    close: async () => {},
  }
})

masterKeyContract('AWS KMS', async () => {
  const kms = await kmsDouble()
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' }
  const open = (key: string) =>
    KmsMasterKey.open({
      key,
      setting: 'DOCGEN_MASTER_KEY_KMS',
      endpoint: kms.endpoint,
      region: 'eu-central-1',
      credentials,
    })
  const arn = kms.addKey('alias/docgen')
  return {
    one: await open('alias/docgen'),
    same: await open(arn),
    other: await open(kms.addKey()),
    close: () => kms.stop(),
  }
})
