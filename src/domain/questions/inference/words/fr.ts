/** French words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const FRENCH: LanguageWords = {
  head: 'first',
  parties:
    'bailleur locataire client cliente entreprise société employeur salarié salariée vendeur acheteur ' +
    'propriétaire garant mandataire mandant fournisseur prestataire représentant gérant destinataire expéditeur ' +
    'candidat employé agence patient notaire avocat conjoint parent associé associée bénéficiaire débiteur ' +
    'créancier',
  kinds: {
    date: 'date échéance début fin naissance',
    email: 'courriel mél mail',
    phone: 'téléphone portable mobile fixe',
    link: 'lien',
    money:
      'montant prix loyer coût total salaire frais somme caution dépôt acompte solde budget tarif honoraires ' +
      'rémunération indemnité prime redevance pénalité arrhes mensualité provision revenu revenus capital ' +
      'cotisation taxe apport',
    integer: 'quantité qté âge nb jours ans années semaines nuits',
    number: 'taux pourcentage',
    long_text:
      'adresse description commentaire commentaires remarque remarques observations observation motif motifs ' +
      'note notes message domicile raison résumé détails détail clause clauses conditions obligations missions ' +
      'objet dispositions justification désignation',
    text:
      'nom noms prénom prénoms numéro n° no num ville code pays type mode lieu durée délai période titre ' +
      'civilité statut profession fonction nationalité référence réf devise mois jour année heure heures ' +
      'horaires siret siren tva banque dates téléphones courriels montants siège forme superficie surface',
  },
  spelled: 'lettres',
  onlyWith: [
    {
      kind: 'money',
      heads: 'charges charge paiement versement valeur',
      words: 'mensuelles mensuelle mensuel annuelles annuel locatives forfaitaires montant total totale vénale',
    },
    { kind: 'phone', heads: 'numéro num no', words: 'téléphone tel portable mobile fax' },
    { kind: 'email', heads: 'adresse', words: 'email mail courriel électronique mél' },
    { kind: 'link', heads: 'site adresse page', words: 'web internet' },
    { kind: 'text', heads: 'adresse', words: 'ip mac' },
    { kind: 'text', heads: 'raison', words: 'sociale' },
    {
      kind: 'number',
      heads: 'heures',
      words: 'nombre total semaine hebdomadaires supplémentaires travaillées mensuelles',
    },
    { kind: 'integer', heads: 'durée période préavis délai', words: 'mois jours ans années semaines nuits' },
    {
      kind: 'integer',
      heads: 'nombre',
      words:
        'pièces enfants mois jours ans années semaines chambres personnes occupants exemplaires pages parts ' +
        'actions heures clés places étages nuits salariés participants lots unités',
    },
  ],
  notWith: [
    { heads: 'fin début', words: 'heure horaire' },
    { heads: 'date', words: 'heure lieu et' },
    { heads: 'portable', words: 'ordinateur' },
    { heads: 'jours', words: 'ouverture ouvrables ouvrés travail paiement semaine livraison' },
  ],
  of: 'de du des d la le les',
  per: 'par',
  times: 'heure jour nuit semaine mois an année trimestre personne',
  and: 'et ou',
  general: 'date montant pourcentage taux téléphone courriel adresse nom type numéro délai durée',
  front: 'échéance début fin naissance',
  numberOf: 'nombre nb nbre',
  counts: 'nb nbre',
  yesNo: 'est sont possède',
  on: 'le',
  participle: /^(?:ne|nee|fait|emis)$|\wee?$/,
  other:
    'facture devis client entreprise société bail bailleur locataire contrat signature naissance embauche entrée ' +
    'sortie effet paiement livraison garantie mensuel mensuelle mensuelles annuel ttc ht hors taxe unitaire ' +
    'logement bien garant employeur salarié vendeur acheteur travail début fin facturation à au aux en un une l ' +
    'pour par propriétaire commande postal postale événement service produit réservation formation session ' +
    'émission validité',
}
