/**
 * The limits of Slack's Block Kit and messages, in characters (UTF-16 units) or pieces: what the views keep to by
 * construction.
 */

export const MESSAGE_BLOCKS = 50
export const VIEW_BLOCKS = 100
/** All text of a message's blocks together; Slack refuses a little above. */
export const MESSAGE_TEXT = 12_000
/** The plain `text` that stands for a message in notifications and for screen readers. */
export const FALLBACK = 3000
export const SECTION = 3000
export const HEADER = 150
export const MODAL_TITLE = 24
export const MODAL_BUTTON = 24
export const PRIVATE_METADATA = 3000
export const BUTTON = 75
export const BUTTON_VALUE = 2000
export const ACTIONS = 25
export const OPTION = 75
export const OPTION_VALUE = 150
export const OPTIONS = 100
/** What the labels of a select may take of a message's text; beyond, its options are searched for. */
export const OPTIONS_TEXT = 3000
export const RADIOS = 10
export const OVERFLOW = 5
export const LABEL = 2000
export const HINT = 2000
export const PLACEHOLDER = 150
export const INPUT = 3000
export const CONFIRM_TITLE = 100
export const CONFIRM_TEXT = 300
export const CONFIRM_BUTTON = 30
export const ACCESSIBILITY_LABEL = 75
/** Buttons that still fit beside each other; beyond, choices are laid out as radio buttons. */
export const CHOICE_BUTTONS = 5
