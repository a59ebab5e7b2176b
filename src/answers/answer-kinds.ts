/** The index of all kinds, a line each. */
import type { AnswerKinds } from './answer-kind.ts'
import { date } from './kinds/date.ts'
import { email } from './kinds/email.ts'
import { image } from './kinds/image.ts'
import { integer } from './kinds/integer.ts'
import { link } from './kinds/link.ts'
import { list } from './kinds/list.ts'
import { longText } from './kinds/long-text.ts'
import { money } from './kinds/money.ts'
import { number } from './kinds/number.ts'
import { oneOf } from './kinds/one-of.ts'
import { phone } from './kinds/phone.ts'
import { someOf } from './kinds/some-of.ts'
import { text } from './kinds/text.ts'
import { yesNo } from './kinds/yes-no.ts'

/** All kinds by name. */
export const ANSWER_KINDS: AnswerKinds = {
  text,
  long_text: longText,
  number,
  integer,
  money,
  date,
  yes_no: yesNo,
  one_of: oneOf,
  some_of: someOf,
  email,
  link,
  phone,
  image,
  list,
}
