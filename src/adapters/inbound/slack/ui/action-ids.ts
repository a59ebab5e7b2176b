/** The action and callback ids under which Slack sends back clicks and submitted forms. */

/** Action ids; some are followed by a number or a word. */
export const ACTION = {
  /** A choice as a button; followed by its number. */
  choice: 'dg_choice_',
  /** A select, radio button or date: answers at once. */
  pick: 'dg_pick',
  /** Check boxes and multi-selects: collected until “Done”. */
  gather: 'dg_gather',
  gathered: 'dg_gathered',
  /** Text typed into an input in a message, sent with Enter. */
  typed: 'dg_written',
  use_default: 'dg_default',
  /** One of several readings of an unclear answer; followed by its number. */
  reading: 'dg_reading_',
  back: 'dg_back',
  skip: 'dg_skip',
  several: 'dg_several',
  more: 'dg_more',
  form: 'dg_form',
  edit: 'dg_edit',
  list_add: 'dg_list_add',
  list_done: 'dg_list_done',
  item_remove: 'dg_item_remove',
  confirm: 'dg_confirm',
  share: 'dg_share',
  cancel: 'dg_cancel',
  page: 'dg_page_',
  copy: 'dg_copy',
  resume: 'dg_go_on',
  /** Makes or sends again what failed. */
  send_again: 'dg_send_again',
  correct: 'dg_correct',
  keep: 'dg_keep',
  withdraw: 'dg_withdraw',
  language: 'dg_language',
  open: 'dg_open',
  start: 'dg_start',
  new_document: 'dg_new',
  favourite: 'dg_favourite',
  sample: 'dg_sample',
  search: 'dg_search',
  pick_template: 'dg_template',
  question: 'dg_question',
  all_questions: 'dg_questions',
  publish: 'dg_publish',
  revise: 'dg_revise',
  rename: 'dg_rename',
  value: 'dg_value',
} as const

/** The choices of a question's overflow menu. */
export const OVERFLOW_CHOICES = ['edit', 'delegate', 'repeat', 'help', 'cancel'] as const
/** A choice of a question's overflow menu. */
export type OverflowChoice = (typeof OVERFLOW_CHOICES)[number]

/** Callback ids of modals. */
export const CALLBACK = {
  several: 'dg_view_several',
  edit: 'dg_view_edit',
  choose_edit: 'dg_view_choose_edit',
  delegate: 'dg_view_delegate',
  share: 'dg_view_share',
  cancel: 'dg_view_cancel',
  picker: 'dg_view_picker',
  started: 'dg_view_begun',
  loading: 'dg_view_loading',
  question: 'dg_view_question',
  name: 'dg_view_name',
  language: 'dg_view_language',
  template_language: 'dg_view_template_language',
} as const
