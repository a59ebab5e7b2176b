/**
 * A Word template with as many different variables as are asked for.
 */
import { p, wordFile } from '../../test/rendering/support/word.ts'

export const docxOf = (variables: number): Buffer =>
  wordFile({ body: Array.from({ length: variables }, (_, index) => p(`The value of {{v${index}}} is here.`)).join('') })
