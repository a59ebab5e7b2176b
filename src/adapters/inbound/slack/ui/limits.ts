/** The limits of Block Kit and messages, as counts or in UTF-16 units. The views keep to them by construction. */

export const MAX_MESSAGE_BLOCKS = 50
export const MAX_VIEW_BLOCKS = 100
/** All text of a message's blocks together; Slack's own limit is slightly higher. */
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
/** The share of a message's text for the labels of a select; beyond it the select becomes a search. */
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
/** Buttons that fit side by side; more choices become radio buttons. */
export const MAX_CHOICE_BUTTONS = 5
