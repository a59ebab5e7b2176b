/** Words that all languages have: understood beside the words of any of them. */
import type { KindWords } from './language-words.ts'

export const SHARED_WORDS: KindWords = {
  email: 'email',
  phone: 'tel telefax fax whatsapp',
  link: 'url uri link website homepage',
  text: 'iban bic swift id vat emails urls links websites',
}
