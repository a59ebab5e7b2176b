/** The words for events and surfaces in the timeline and the audit. */

import type { AnyEvent } from '../../../../../../domain/event-catalogue.ts'

/** By type of event. */
export const STEP_TEXTS: Readonly<Record<string, string>> = {
  TemplateRegistered: 'Template added',
  TemplateRevised: 'New version uploaded',
  QuestionsRefined: 'Questions edited',
  QuestionsChanged: 'Questions edited',
  TemplateLanguageSet: 'Language set',
  TemplateWaitingTimesSet: 'Reminders and end set',
  TemplatePublished: 'Published',
  TemplateRetired: 'Retired',
  TemplateRestored: 'Restored',
  TemplateAccessChanged: 'Access changed',
  GenerationRequested: 'Conversation begun',
  AnswerProvided: 'Answered',
  ListItemAdded: 'Item added to',
  ListItemRemoved: 'Item removed from',
  ListClosed: 'List completed',
  QuestionSkipped: 'Skipped',
  LanguageChanged: 'Language changed',
  GenerationConfirmed: 'Answers confirmed',
  DocumentRendered: 'Document made and stored',
  RenderingFailed: 'Making the document failed',
  RenderingRetried: 'Making the document tried again',
  DocumentDelivered: 'Document handed over',
  GenerationCancelled: 'Cancelled',
  ExpiryPostponed: 'Given more time, since the service did not run',
  GenerationExpired: 'Expired',
  QuestionAsked: 'Asked',
  QuestionReopened: 'Asked for again',
  QuestionDelegated: 'Handed to a colleague',
  DelegationWithdrawn: 'Taken back from a colleague',
  RestDelegated: 'The rest handed to somebody',
  RestWithdrawn: 'The rest taken back',
  RestReturned: 'The rest answered and handed back',
  CorrectionProposed: 'Change proposed',
  CorrectionDismissed: 'Change dismissed',
  ReminderSent: 'Reminder sent',
  NoticePosted: 'Told',
  DocumentShared: 'Document shared',
  DeliveryFailed: 'Could not be posted',
  DeliveryUncertain: 'Not known whether it was posted',
  DeliveryRetried: 'Posting tried again',
  SignedIn: 'Signed in',
  SignInRefused: 'Sign-in refused',
  SessionEnded: 'Signed out',
  SignInLinkMade: 'Sign-in link made',
  PersonAdded: 'Person added',
  RolesChanged: 'Roles changed',
  GroupsChanged: 'Groups changed',
  PersonDeactivated: 'Person deactivated',
  PersonReactivated: 'Person reactivated',
  AccountsJoined: 'Accounts joined',
  IdentityAdded: 'Way to sign in added',
  IdentityRemoved: 'Way to sign in removed',
  KeyMade: 'Key created',
  KeyRotated: 'Key rotated',
  KeyRevoked: 'Key revoked',
  TemplateLinkMade: 'Link made for people without an account',
  TemplateLinkWithdrawn: 'Link for people without an account withdrawn',
  TemplateLinkMailed: 'Link mailed',
  AccessRefused: 'Access refused',
  OthersGenerationRead: 'Looked at another person’s generation',
  OthersDocumentDownloaded: 'Downloaded another person’s document',
} satisfies Readonly<Record<AnyEvent['type'], string>>

export const ASKED_TEXTS: Readonly<Record<string, string>> = {
  review: 'Review shown',
  waiting: 'Told that a colleague’s answer is waited for',
  correction: 'Asked whether to change',
}

export const REOPENED_TEXTS: Readonly<Record<string, string>> = {
  back: 'Went back to',
  edit: 'Chose to change',
  repeat: 'Asked to repeat',
  help: 'Asked for help with',
  not_understood: 'Not understood, asked again',
  edited_message: 'Edited a message, asked again',
}

export const NOTICE_TEXTS: Readonly<Record<string, string>> = {
  answered: 'Told that a colleague has answered',
  withdrawn: 'Told that the answer is no longer needed',
  cancelled: 'Told that it was cancelled',
  expired: 'Told that it has expired',
  failed: 'Told that something failed',
  not_shared: 'Told that the document could not be shared',
}

export const MESSAGE_TEXTS: Readonly<Record<string, string>> = {
  question: 'the question',
  review: 'the review',
  waiting: 'the news of whom it waits for',
  correction: 'the question about a change',
  reminder: 'a reminder',
  document: 'the document',
  share: 'the document in the channel',
  answered: 'the news of an answer',
  withdrawn: 'the news that it was taken back',
  cancelled: 'the news of the end',
  expired: 'the news of the end',
  failed: 'the news of a failure',
  not_shared: 'the news that it could not be shared',
}

/** Where a command came from, in words. */
export const SURFACE_NAMES: Readonly<Record<string, string>> = {
  console: 'web page',
  cli: 'terminal',
  http: 'HTTP',
  slack: 'Slack',
  system: 'DocGen itself',
}
