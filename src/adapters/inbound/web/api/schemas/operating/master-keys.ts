/** Master keys, on the wire. */
import { z } from '@hono/zod-openapi'
import type { RotationStep } from '../../../../../../commands/keys/rotate-master-key.ts'
import type { MasterKeysStatus } from '../../../../../../queries/operations/get-master-keys-status.ts'

export const masterKeysStatus: z.ZodType<MasterKeysStatus> = z
  .object({
    wraps: z.string().describe('The id of the one that new data keys are wrapped by.'),
    current: z.string().describe('The id of the one that is set as the current one.'),
    keys: z
      .array(
        z.object({
          id: z.string().describe('Tells nothing of the key itself.'),
          data_keys: z.int().describe('How many data keys it wraps.'),
          held: z.boolean().describe('Whether the instance that answers has it.'),
        }),
      )
      .openapi({ description: 'Those that wrap any, and those that are set.' }),
    left: z.int().openapi({ description: 'Data keys that others than the current one wrap; 0: those are not needed.' }),
  })
  .openapi('MasterKeys', { description: 'What wraps the data keys.' })

export const rotationStep: z.ZodType<RotationStep> = z
  .object({
    rewrapped: z.int().describe('Data keys that are wrapped by the current master key now.'),
    next: z.string().nullable().describe('What the next step takes as `after`; null once all were looked at.'),
    damaged: z.array(z.string()).openapi({ description: 'Whose data keys do not open: somebody changed them.' }),
  })
  .openapi('MasterKeyRotation', { description: 'What a step of a rotation did.' })
