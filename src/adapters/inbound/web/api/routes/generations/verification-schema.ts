/** What verifying a document says, on the wire. */
import { z } from '@hono/zod-openapi'
import { SURFACES } from '../../../../../../domain/kernel/event.ts'
import { REMAKES } from '../../../../../../queries/verifying/make-again.ts'
import { MATCHES, VERDICTS } from '../../../../../../queries/verifying/verify-document.ts'
import { orNull } from '../../schemas/text.ts'

const namedActor = z
  .object({
    id: z.string().describe('The id that events know them by.'),
    name: z.string().nullable().describe('What they are called now; null where the name was erased.'),
  })
  .openapi('NamedActor', { description: 'A person or key.' })

const delivery = z
  .object({
    surface: z.enum(SURFACES).describe('Where it was handed over.'),
    at: z.iso.datetime().describe('When.'),
  })
  .openapi('Delivery', { description: 'That a document was handed over.' })

const origin = z
  .object({
    generation_id: z.uuid().describe('The generation that made it.'),
    template_id: z.string().describe('The template’s id.'),
    template_name: z.string().describe('What people call the template now.'),
    template_version: z.int().describe('The version of the template.'),
    requested_by: namedActor,
    answered_by: z.array(namedActor).describe('Everybody who gave an answer.'),
    requested_at: z.iso.datetime().describe('When the conversation began.'),
    confirmed_at: z.iso.datetime().describe('When the answers were confirmed.'),
    made_at: z.iso.datetime().describe('When the document was made.'),
    deliveries: z.array(delivery).describe('When it was delivered, and where; the first comes first.'),
    media_type: z.string().describe('Of the delivered document.'),
    size: z.int().describe('Of the delivered document, in bytes.'),
    file_name: z.string().nullable().describe('What it was called; null once it is erased.'),
    sha256: z.string().nullable().describe('Of the delivered document, in hex; null once it is erased.'),
    renderer: z.string().describe('The version of the renderer that made it.'),
  })
  .openapi('DocumentOrigin', { description: 'Where a document comes from.' })

const difference = z
  .object({
    place: z.string().openapi({ description: 'In the copy, for people.', example: 'table 2, row 3' }),
    before: z.string().optional().describe('As it was delivered; left out for what was added.'),
    after: z.string().optional().describe('As it is in the copy; left out for what is gone.'),
  })
  .openapi('DocumentDifference', { description: 'A paragraph that is not as it was delivered.' })

export const verification = z
  .object({
    verdict: z
      .enum(VERDICTS)
      .describe(
        '`identical`: byte for byte. `same_text`: saved again, and says the same. `altered`: see `differences`. ' +
          '`erased`: made here, but its content was erased. `unknown`: not made here, or not yours to see.',
      ),
    matched_by: z
      .enum(MATCHES)
      .nullable()
      .describe(
        'What it has in common with what was made: bytes, text, the content id in it, or that you named it. ' +
          'Null where it is unknown.',
      ),
    file: z
      .object({
        sha256: z.string().describe('Of the file, in hex.'),
        size: z.int().describe('Of the file, in bytes.'),
        content_id: z.string().nullable().describe('The content id that the file carries.'),
      })
      .openapi('VerifiedFile', { description: 'The file that you sent.' }),
    origin: orNull(origin).describe('Null where it is unknown.'),
    other_generations: z
      .array(z.uuid())
      .describe('Others of yours to see that match as well: equal answers give equal documents.'),
    made_again: z
      .enum(REMAKES)
      .nullable()
      .describe(
        'What the recorded answers give today, compared with what was delivered. `same_text` where another version ' +
          'of the renderer made it; `not_possible` where answers or the template’s file are gone.',
      ),
    differences: z
      .array(difference)
      .nullable()
      .describe('At most 100; null for another document altogether, or one that cannot be compared.'),
    difference_count: z.int().describe('How many there are in all.'),
    unreadable: z.string().nullable().describe('Why the file could not be read; then only its bytes were looked for.'),
  })
  .openapi('Verification', { description: 'What is known of a file.' })
