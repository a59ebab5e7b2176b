/** What happened in conversations, and to their documents, in sentences. */
import type { FailureReason, GenerationEvent } from '../../../domain/generation/generation-events.ts'
import type { outboxEventSchemas } from '../../../domain/outbox/outbox-events.ts'
import { SURFACE_NAMES } from './surface-names.ts'
import { say } from './sentence.ts'
import type { TellersOf } from './teller.ts'

const FAILURES: Readonly<Record<FailureReason, string>> = {
  missing_template_file: 'the template’s file is missing',
  rendering: 'the answers do not go into the template',
  storage: 'it could not be stored',
}

/** By which way somebody came who answered what was handed to them. */
const byLink = ({ by_hand_over }: { readonly by_hand_over?: string | undefined }): string =>
  by_hand_over === undefined ? '' : ' by the link in a mail'

const asWritten = ({ as_written }: { readonly as_written?: true | undefined }): string =>
  as_written === true ? ' in their own words' : ''

const again = (data: { readonly again?: true | undefined }): string => (data.again === true ? ' again' : '')

type OutboxType = keyof typeof outboxEventSchemas

export const GENERATION_TELLERS: TellersOf<Exclude<GenerationEvent['type'], OutboxType>> = {
  GenerationRequested: {
    title: 'Conversation begun',
    say: ({ who, template, data }) =>
      data.copied_from === undefined
        ? say`${who} began a document from ${template}`
        : say`${who} began a document from ${template}, as a copy of an earlier one`,
  },
  AnswerProvided: {
    title: 'Answered',
    say: ({ who, question, within, change, data }) =>
      say`${who} answered ${question}${within}${asWritten(data)}${byLink(data)}${change}`,
  },
  ListItemAdded: {
    title: 'Row added',
    say: ({ who, question, within, change, data }) =>
      say`${who} added a row to ${question}${within}${byLink(data)}${change}`,
  },
  ListItemRemoved: {
    title: 'Row removed',
    say: ({ who, question, within, data }) => say`${who} removed a row from ${question}${within}${byLink(data)}`,
  },
  ListClosed: {
    title: 'List completed',
    say: ({ who, question, within, data }) => say`${who} completed the list ${question}${within}${byLink(data)}`,
  },
  QuestionSkipped: {
    title: 'Skipped',
    say: ({ who, question, within, change, data }) => say`${who} skipped ${question}${within}${byLink(data)}${change}`,
  },
  LanguageChanged: {
    title: 'Language changed',
    say: ({ who, within, data: { locale, document_language } }) => {
      const languages = [
        ...(locale === undefined ? [] : [`the language of the conversation to ${locale}`]),
        ...(document_language === undefined ? [] : [`the language of the document to ${document_language}`]),
      ]
      return say`${who} set ${languages.join(' and ')}${within}`
    },
  },
  GenerationConfirmed: {
    title: 'Answers confirmed',
    say: ({ who, document, within }) => say`${who} confirmed the answers for ${document}${within}`,
  },
  DocumentRendered: {
    title: 'Document made',
    say: ({ who, document, within }) => say`${who} made ${document}${within}`,
  },
  RenderingFailed: {
    title: 'Document not made',
    say: ({ document, who, within, data }) => say`${who} could not make ${document}${within}: ${FAILURES[data.reason]}`,
  },
  RenderingRetried: {
    title: 'Document tried again',
    say: ({ who, document, within }) => say`${who} had ${document}${within} made again`,
  },
  DocumentDelivered: {
    title: 'Document delivered',
    say: ({ who, document, within, data }) =>
      data.post_id === undefined
        ? say`${who} received ${document}${within}${again(data)} (${SURFACE_NAMES[data.surface]})`
        : say`${who} delivered ${document}${within}${again(data)} (${SURFACE_NAMES[data.surface]})`,
  },
  GenerationCancelled: {
    title: 'Cancelled',
    say: ({ who, within }) => say`${who} cancelled the conversation${within}`,
  },
  GenerationExpired: { title: 'Expired', say: ({ within }) => say`The conversation${within} expired` },
  ExpiryPostponed: {
    title: 'Given more time',
    say: ({ within }) => say`The conversation${within} was given more time, because the service had not run`,
  },
}
