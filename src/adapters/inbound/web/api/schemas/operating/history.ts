/** What the ledger says of the history, on the wire. */
import { z } from '@hono/zod-openapi'
import { FINDING_KINDS, type FindingKind } from '../../../../../../ports/ledger/finding.ts'
import { orNull } from '../text.ts'

const KINDS = Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]]

/** A signed head with the keys that it is checked by. */
export const historyHead = z
  .object({
    origin: z.string().describe('Names the tree.'),
    begun_at: z.iso.datetime().describe('When the tree began.'),
    size: z.int().describe('How many events it has.'),
    head: orNull(
      z.object({
        size: z.int().describe('How many events it covers.'),
        note: z.string().describe('A signed note of C2SP tlog-checkpoint, with the signatures of witnesses.'),
        signed_at: z.iso.datetime().describe('When it was signed.'),
      }),
    ).openapi({ description: 'The latest signed head; null before the first.' }),
    keys: z
      .array(
        z.object({
          verifier_key: z.string().describe('A C2SP verifier key.'),
          statement: orNull(z.string()).openapi({ description: 'The key before names this one; null for the first.' }),
          made_at: z.iso.datetime().describe('When it was made.'),
        }),
      )
      .openapi({ description: 'Keys that sign heads, the first one first.' }),
    witnesses: z
      .array(
        z.object({
          witness: z.string().describe('Where heads are kept.'),
          size: z.int().describe('The size of the latest head that it has; 0 for none.'),
          kept_at: orNull(z.iso.datetime()).openapi({ description: 'When it took that.' }),
          failing_since: orNull(z.iso.datetime()).openapi({ description: 'Since when it takes none.' }),
          error: orNull(z.string()).openapi({ description: 'Why.' }),
        }),
      )
      .openapi({ description: 'What takes the heads; for tenant `default` alone.' }),
  })
  .openapi('HistoryHead', { description: 'The tree over the log with its latest signed head.' })

export const eventProof = z
  .object({
    leaf: z.int().describe('The number of the event’s leaf, from 0.'),
    hash: z.string().describe('The event’s own hash, in hex.'),
    size: z.int().describe('The size of the tree that is proved.'),
    inclusion: z.array(z.string()).describe('Hashes in base64, from the leaf upwards (RFC 9162, 2.1.3).'),
    consistency: z
      .object({
        from: z.int().describe('The size of the earlier tree.'),
        proof: z.array(z.string()).describe('Hashes in base64 (RFC 9162, 2.1.4).'),
      })
      .optional()
      .openapi({ description: 'That the tree grew from the earlier one; where `from` was asked for.' }),
    head: z.string().describe('The signed note of the head.'),
  })
  .openapi('EventProof', { description: 'That an event stands in the tree of a signed head.' })

export const verificationStatus = z
  .object({
    number: z.int().describe('What …/verifications/{number} takes.'),
    everything: z.boolean().describe('From the first event on; otherwise what is new.'),
    objects: z.boolean().describe('Also the files that events name.'),
    requested_at: z.iso.datetime().describe('When it was asked for.'),
    requested_by: z.string().describe('By whom; `schedule` for the service itself.'),
    started_at: orNull(z.iso.datetime()).openapi({ description: 'Null while it waits.' }),
    ended_at: orNull(z.iso.datetime()).openapi({ description: 'Null until it has ended.' }),
    handled: z.int().describe('Events that were looked at.'),
    total: z.int().describe('Events that there are.'),
    found: z.int().describe('How much it found.'),
    error: orNull(z.string()).openapi({ description: 'Why it could not be carried out.' }),
  })
  .openapi('HistoryVerification', { description: 'How far a verification of the history is.' })

export const keptFinding = z
  .object({
    id: z.string().describe('What …/findings/{id}/acknowledge takes.'),
    kind: z.enum(KINDS).describe('What happened.'),
    stream: z.string().optional().describe('The stream of the event, if it is about one.'),
    revision: z.int().optional().describe('Its revision there.'),
    detail: z.string().describe('More, in words.'),
    found_at: z.iso.datetime().describe('When it was found.'),
    acknowledged_at: orNull(z.iso.datetime()).openapi({ description: 'Null while it waits for somebody.' }),
    acknowledged_by: orNull(z.string()).openapi({ description: 'The id of who has looked at it.' }),
  })
  .openapi('HistoryFinding', { description: 'Something in the stores that is not as it was recorded.' })
