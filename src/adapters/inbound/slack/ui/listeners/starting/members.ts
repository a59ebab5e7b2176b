/** Who may ask for documents: the members of the workspace, not its guests, nor people of other companies. */
import { hasRole } from '../../../../../../domain/kernel/access.ts'
import type { Interaction } from '../interaction/interaction.ts'

/** Asked before anything is shown of the templates. */
export const mayAsk = ({ person }: Pick<Interaction, 'person'>): boolean => hasRole(person.caller, 'requester')
