/**
 * The limits of Slack's Block Kit and messages, in characters (UTF-16 units) or pieces: what the views keep to by
 * construction.
 */

export const MAX_MESSAGE_BLOCKS = 50
export const MAX_VIEW_BLOCKS = 100
/** All text of a message's blocks together; Slack refuses a little above. */
export const MAX_MESSAGE_TEXT = 12_000
/** The plain `text` that stands for a message in notifications and for screen readers. */
export const MAX_FALLBACK_TEXT = 3000
export const MAX_SECTION_TEXT = 3000
export const MAX_HEADER_TEXT = 150
export const MAX_MODAL_TITLE = 24
export const MAX_MODAL_BUTTON_TEXT = 24
export const MAX_PRIVATE_METADATA = 3000
export const MAX_BUTTON_TEXT = 75
export const MAX_BUTTON_VALUE = 2000
export const MAX_ACTIONS = 25
export const MAX_OPTION_TEXT = 75
export const MAX_OPTION_VALUE = 150
export const MAX_OPTIONS = 100
/** What the labels of a select may take of a message's text; beyond, its options are searched for. */
export const MAX_OPTIONS_TEXT = 3000
export const MAX_RADIO_OPTIONS = 10
export const MAX_OVERFLOW_OPTIONS = 5
export const MAX_LABEL = 2000
export const MAX_HINT = 2000
export const MAX_PLACEHOLDER = 150
export const MAX_INPUT_TEXT = 3000
export const MAX_CONFIRM_TITLE = 100
export const MAX_CONFIRM_TEXT = 300
export const MAX_CONFIRM_BUTTON_TEXT = 30
export const MAX_ACCESSIBILITY_LABEL = 75
/** Buttons that still fit beside each other; beyond, choices are laid out as radio buttons. */
export const MAX_CHOICE_BUTTONS = 5
