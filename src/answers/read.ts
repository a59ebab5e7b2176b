/** What people write → values. The one entry to the readers of all kinds. */
import type { Kind } from '../domain/questions/question.ts'
import { readOneOf, readSomeOf } from './kinds/choice.ts'
import { readDate } from './kinds/date.ts'
import { readEmail } from './kinds/email.ts'
import { readImage } from './kinds/image.ts'
import { readLink } from './kinds/link.ts'
import { listReader } from './kinds/list.ts'
import { readLongText } from './kinds/long-text.ts'
import { readMoney } from './kinds/money.ts'
import { readInteger, readNumber } from './kinds/number.ts'
import { readPhone } from './kinds/phone.ts'
import type { AnswerReader } from './refusal.ts'
import { readText } from './kinds/text.ts'
import { readYesNo } from './kinds/yes-no.ts'

/**
 * Reads an answer to a question: `raw` is what came over the wire as JSON, or what a person typed, and the answer is
 * its wire form (`answer.ts`). Wire forms are read as themselves. Never throws; a refusal is `invalid_answer` with a
 * sentence that says what is accepted and `details` of `{ field, accepted, example }`, and `readings` (wire values)
 * where the answer could mean several things.
 */
export const readAnswer: AnswerReader = (question, raw, context) => READERS[question.kind](question, raw, context)

const READERS: Readonly<Record<Kind, AnswerReader>> = {
  text: readText,
  long_text: readLongText,
  number: readNumber,
  integer: readInteger,
  money: readMoney,
  date: readDate,
  yes_no: readYesNo,
  one_of: readOneOf,
  some_of: readSomeOf,
  email: readEmail,
  link: readLink,
  phone: readPhone,
  image: readImage,
  list: listReader(readAnswer),
}
