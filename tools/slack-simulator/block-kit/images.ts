/** Images: as a block, beside a section, in a context. */
import { all, matching, object, oneOf, report, required, rule, string, type Check, type Fields } from './checks.ts'
import { plainText } from './text.ts'

/** Slack names the pattern in its answer: `input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:…]`. */
const fileId = matching(/^F[A-Z0-9]{8,}$/, 'an id of a file')

const source: Fields = { image_url: string(3000), slack_file: object({ id: fileId, url: string(3000) }) }

const oneSource: Check = rule((image, place) => {
  if ((image['image_url'] === undefined) === (image['slack_file'] === undefined)) {
    report(
      place,
      'must provide exactly one of: image_url, slack_file',
      'one_of',
      ['image_url', 'slack_file'],
      'missing_field',
    )
  }
})

export const imageElement: Check = all(
  object({ ...source, type: required(oneOf('image')), alt_text: required(string(2000)) }),
  oneSource,
)

/** The fields of an image block, its `block_id` aside. */
export const imageBlockFields: Fields = { ...source, alt_text: required(string(2000)), title: plainText(2000) }
export const imageBlockRule: Check = oneSource
