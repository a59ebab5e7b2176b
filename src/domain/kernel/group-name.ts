/** The name of a group of people: an admin's word, or what an issuer calls it. */
import { z } from 'zod'

export const MAX_GROUP_NAME = 200

/** The name as it is kept: in one form of Unicode, without blanks around it. */
export const groupName = (name: string): string => name.normalize('NFC').trim()

/** One line of 1 to 200 characters, as `groupName` gives it. */
export const groupNameSchema = z
  .string()
  .transform(groupName)
  .refine(
    (name) => name !== '' && name.length <= MAX_GROUP_NAME && !/\p{Cc}|\p{Cs}/u.test(name),
    `A group’s name is one line of 1 to ${MAX_GROUP_NAME} characters.`,
  )
