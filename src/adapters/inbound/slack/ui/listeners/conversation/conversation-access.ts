/** A conversation as far as a person may see it. */
import type { Generation } from '../../../../../../domain/generation/generation.ts'
import { generationDecider } from '../../../../../../domain/generation/generation-decider.ts'
import { generationStream } from '../../../../../../domain/generation/generation-events.ts'
import { applicableSlots } from '../../../../../../domain/interview/interview.ts'
import { loadGeneration } from '../../../../../../queries/generation/get-generation.ts'
import { isDelegate, isCaller } from '../../../../../../domain/kernel/access.ts'
import { isOwnGeneration, type GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import { addressKey, type BlockReference } from '../../block-id.ts'
import { tryCommand } from '../interaction/run-command.ts'
import type { Interaction } from '../interaction/interaction.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { getDelegatedQuestion } from '../../../../../../queries/generation/get-delegated-question.ts'

/** A conversation as this person may see it: all of it, or only the questions delegated to them. */
export interface ConversationAccess {
  readonly generation: string
  readonly state: Generation
  /** Undefined for a colleague. */
  readonly full: GenerationWithQuestions | undefined
  question(address: string): Promise<QuestionView | undefined>
}

/** Undefined when the person has no part in it. */
export async function openConversation(
  { deps: { app }, person: { caller } }: Interaction,
  generation: string,
): Promise<ConversationAccess | undefined> {
  const { state } = await app.aggregates.load(generationDecider, generationStream(generation))
  if (state.requester === undefined || state.tenant !== caller.tenant) return undefined
  if (isCaller(caller, state.requester) && isOwnGeneration(state, caller, generation)) {
    const shown = await loadGeneration(app, generation, caller)
    return { generation, state, full: shown, question: async (address) => presentQuestionAt(shown, address) }
  }
  const handed = [...state.delegations.keys()].some((name) => isDelegate(caller, { ...state, id: generation }, name))
  if (!handed) return undefined
  return {
    generation,
    state,
    full: undefined,
    async question(address) {
      const found = await tryCommand(() => getDelegatedQuestion(app, generation, address, caller))
      return 'done' in found && isCaller(caller, found.done.to) ? found.done.question : undefined
    },
  }
}

/** The full address of a block's question; the reference may hold a digest. */
export function addressOf({ state, full }: ConversationAccess, { key }: BlockReference): string | undefined {
  if (!key.startsWith('#')) return key
  const addresses = [
    ...(full === undefined ? [] : applicableSlots(full.questionnaire, state.answers).map(({ address }) => address)),
    ...state.answers.given.keys(),
    ...state.answers.lists.keys(),
    ...state.delegations.keys(),
  ]
  return addresses.find((address) => addressKey(address) === key)
}
