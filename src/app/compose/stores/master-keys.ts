/** The master keys: from the settings, from AWS KMS, or from the data folder. */
import path from 'node:path'
import { FolderMasterKeys } from '../../../adapters/outbound/crypto/folder-master-keys.ts'
import { LocalMasterKey } from '../../../adapters/outbound/crypto/local-master-key.ts'
import { parseMasterKey } from '../../../adapters/outbound/crypto/master-key.ts'
import type { MasterKey, MasterKeys } from '../../../ports/keys/master-keys.ts'
import type { Config } from '../../config.ts'
import { InvalidConfig } from '../../config/invalid-config.ts'
import { isKmsKey } from '../../config/value-kinds.ts'

const FORMER = 'DOCGEN_MASTER_KEY_FORMER'

/** Reads or makes them. Throws `KmsUnusable`, naming the setting, for a key in KMS that cannot be used. */
export async function openMasterKeys(config: Config): Promise<MasterKeys> {
  const { master_key, master_key_kms, master_key_former = [], data_dir } = config
  const former = await Promise.all(master_key_former.map((written) => openKey(config, written, FORMER)))
  if (master_key_kms !== undefined)
    return { current: await openKey(config, master_key_kms, 'DOCGEN_MASTER_KEY_KMS'), former }
  if (master_key !== undefined) return { current: await openKey(config, master_key, 'DOCGEN_MASTER_KEY'), former }
  return FolderMasterKeys.open(path.join(data_dir, 'master.key'), former)
}

/** Loads the client of KMS only where it is used. */
async function openKey({ kms_region, kms_endpoint }: Config, written: string, setting: string): Promise<MasterKey> {
  if (!isKmsKey(written)) return new LocalMasterKey(parseMasterKey(written, setting), setting)
  const { KmsMasterKey } = await import('../../../adapters/outbound/aws-kms/kms-master-key.ts').catch(
    (error: unknown) => explainMissing(error, setting),
  )
  return KmsMasterKey.open({
    key: written,
    setting,
    endpoint: kms_endpoint,
    region: kms_region ?? regionIn(written) ?? 'us-east-1',
  })
}

/** The package does not bring the client of KMS. */
function explainMissing(error: unknown, setting: string): never {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')
    throw new InvalidConfig(
      `${setting} names a key in AWS KMS, whose client is not installed: run “npm install @aws-sdk/client-kms”.`,
      { cause: error },
    )
  throw error
}

/** `arn:aws:kms:eu-central-1:123456789012:key/…` */
const regionIn = (key: string): string | undefined => (key.startsWith('arn:') ? key.split(':')[3] : undefined)
