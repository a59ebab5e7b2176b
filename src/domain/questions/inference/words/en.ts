/** English words of variable names. */
import type { LanguageWords } from './language-words.ts'

/** What makes a vague amount (`payment`, `costs`) one sum. */
const MEASURES =
  'total monthly annual yearly weekly daily hourly base basic gross net grand down initial first final last balloon ' +
  'advance minimum maximum min max estimated outstanding regular average overtime installment instalment lump'

export const ENGLISH: LanguageWords = {
  head: 'last',
  parties:
    'party parties person people company firm corporation organization organisation employer employee tenant ' +
    'tenants landlord lessor lessee buyer seller purchaser vendor client customer guest owner manager agent ' +
    'attorney lawyer counsel judge court witness notary trustee executor beneficiary guarantor borrower lender ' +
    'contractor author recipient sender supplier supervisor director president secretary spouse husband wife ' +
    'child children father mother parent guardian plaintiff defendant petitioner respondent applicant member ' +
    'partner licensor licensee user patient student teacher doctor driver debtor creditor insurer insured donor ' +
    'consultant freelancer subcontractor occupant resident roommate cosigner assignee assignor grantor ' +
    'grantee testator payer payee signer signatory business',
  kinds: {
    date:
      'date birthday birthdate dob deadline today startdate enddate duedate issuedate dateofbirth dateofissue ' +
      'commencement inception anniversary',
    email: 'emailaddress',
    phone: 'phone telephone mobile cell cellphone landline phonenumber',
    link: 'webpage weblink hyperlink permalink',
    money:
      'amount price subtotal total fee rent rental salary deposit cost balance wage income premium budget tax ' +
      'allowance penalty stipend retainer refund reimbursement tuition mortgage surcharge revenue turnover ' +
      'profit remuneration downpayment debt proceeds honorarium alimony arrears sum purse severance payout ' +
      'subsidy',
    integer: 'quantity qty count headcount age days weeks months years nights minutes copies bedrooms',
    number: 'percent percentage pct apr apy sqm sqft footage mileage kilometers kilometres miles acreage',
    long_text:
      'description notes note comments comment reason reasons body details message paragraph paragraphs summary ' +
      'explanation remarks remark address provision provisions clause clauses conditions instructions ' +
      'instruction duties responsibilities obligations background statement statements narrative facts ' +
      'allegations justification rationale requirements deliverables restrictions exceptions exclusions ' +
      'disclosures disclaimer agenda feedback introduction observations recommendations recommendation findings ' +
      'overview objectives uses covenants representations warranties amendments addendum bio biography recitals ' +
      'argument arguments circumstances damages defects inclusions limitations modifications services history ' +
      'abstract qualifications directions testimony conclusion conclusions assumptions',
    text:
      'name names title number numbers no nr num code type kind status format style label city town state county ' +
      'country province region nation zip zipcode postcode frequency schedule method mode currency unit units ' +
      'term terms range word period month year day week time hour quarter season place location venue position ' +
      'role job occupation profession contact signature initials gender sex nationality language color colour ' +
      'make model brand reference ref version category department division office branch account bank plate ' +
      'license licence passport ssn ein tin vin reg data ratio score points rating level grade rank class size ' +
      'dimensions duration length width height weight area volume capacity extension ext suffix prefix ' +
      'abbreviation symbol line street floor apartment room building suite lot block dates emails phones mobiles ' +
      'amounts prices rents salaries deposits balances quantities percentages addresses totals budgets birthdays ' +
      'deadlines app plan subject headline slogan logo index letters digits source policy law jurisdiction ' +
      'industry product item service interest ages rates',
  },
  endings: {
    email: 'email',
    long_text: 'address',
    money: 'amount price salary deposit',
    text: 'ipaddress macaddress',
  },
  spelled: 'words letters writing line whom',
  onlyWith: [
    {
      kind: 'money',
      heads:
        'payment payments compensation costs fees charges expenses charge expense taxes wages pay earnings ' +
        'benefits sales savings dues royalties remittance spend spending installment instalment contribution ' +
        'consideration bonuses donation pension support incentive',
      words: MEASURES,
    },
    {
      kind: 'money',
      heads: 'bonus',
      words: 'signing sign joining retention relocation referral holiday christmas total guaranteed',
    },
    {
      kind: 'money',
      heads: 'value worth',
      words:
        'property market contract assessed cash estate asset loan appraised sale book face insured vehicle total ' +
        'net gross order declared stock project deal replacement rental monetary transaction customs',
    },
    {
      kind: 'money',
      heads: 'rate',
      words: 'hourly daily weekly monthly day night nightly room rental billing pay wage hour week month overtime',
    },
    {
      kind: 'number',
      heads: 'rate',
      words:
        'interest tax growth exchange discount inflation vat commission royalty occupancy conversion default ' +
        'success increase mortgage completion return attendance unemployment contribution annual escalation ' +
        'lending apr retention vacancy participation bounce churn',
    },
    {
      kind: 'money',
      heads: 'liability coverage insurance credit loan principal damages claim injury commission discount',
      words: 'minimum maximum limit cap amount min max balance',
    },
    {
      kind: 'money',
      heads: 'interest principal',
      words: 'due paid overdue monthly accrued total remaining outstanding owed amount balance',
    },
    { kind: 'money', heads: 'minimum maximum limit cap', words: 'liability coverage insurance credit spending price' },
    {
      kind: 'number',
      heads: 'hours',
      alone: true,
      words:
        'total billable worked overtime weekly estimated max min maximum minimum number credit contracted ' +
        'contract annual notice extra avg average scheduled standard required regular billed monthly daily ' +
        'volunteer training labor labour cancellation night',
    },
    {
      kind: 'integer',
      heads:
        'children rooms units shares guests employees participants students passengers vehicles pages people ' +
        'persons installments instalments payments occupants tenants members seats items copies keys parking ' +
        'bedrooms',
      words: 'total number max maximum min minimum count',
    },
    {
      kind: 'date',
      heads: 'start end begin beginning expiry expiration termination maturity completion',
      words: 'lease contract term employment tenancy rental agreement period policy billing fiscal probation coverage',
    },
    {
      kind: 'date',
      heads: 'expiry expiration maturity',
      words: 'passport visa license licence insurance',
      alone: true,
    },
    {
      kind: 'number',
      heads: 'feet ft meters metres foot meter yards',
      words: 'square sq cubic total',
    },
    { kind: 'date', heads: 'until from through', words: 'valid effective good' },
    { kind: 'phone', heads: 'number no', words: 'phone telephone mobile cell fax contact whatsapp landline' },
    { kind: 'link', heads: 'address site page', words: 'web internet' },
    {
      kind: 'email',
      heads: 'mail',
      alone: true,
      words:
        'e contact customer client tenant landlord sender recipient user employee employer company work office ' +
        'support admin author buyer seller your my owner manager personal business private',
    },
    { kind: 'email', heads: 'address id', words: 'email mail' },
    { kind: 'long_text', heads: 'terms', words: 'additional special other conditions' },
  ],
  notWith: [
    {
      heads: 'date',
      words:
        'card rent_due installment_due instalment_due payment_due premium_due monthly_due up_to year_to ' +
        'date_format date_range date_type date_style date_label date_name date_count date_number ' +
        'date_time date_place date_location date_period date_words date_text date_field date_list',
    },
    {
      heads: 'days',
      words:
        'work working business payment pay office opening week visiting collection delivery market pickup off ' +
        'rest open school trading service visitation court bank available',
    },
    { heads: 'deposit', words: 'direct' },
    { heads: 'minutes', words: 'meeting board session committee' },
    { heads: 'address', words: 'ip mac street wallet bitcoin crypto' },
    { heads: 'total', words: 'score points hours days weeks months count credits units marks' },
    { heads: 'years', words: 'tax school fiscal calendar academic school covered' },
    { heads: 'months', words: 'summer winter covered school peak calendar' },
    { heads: 'weeks', words: 'school calendar' },
    { heads: 'nights', words: 'week school' },
    { heads: 'children', words: 'names' },
    { heads: 'message', words: 'subject' },
    { heads: 'services', words: 'included' },
    { heads: 'age', words: 'range group' },
    { heads: 'mobile', words: 'app' },
    { heads: 'price premium cost', words: 'type' },
    { heads: 'count', words: 'charge' },
    { heads: 'balance', words: 'life' },
    { heads: 'rental rent', words: 'car equipment for frequency' },
    { heads: 'commencement', words: 'ceremony' },
    { heads: 'fee', words: 'contingency' },
  ],
  of: 'of for',
  per: 'per',
  times: 'hour day night week month year annum quarter semester hr mo yr wk visit session person child',
  and: 'and or',
  numberOf: 'number no num nb',
  tails:
    'due paid owed payable net gross usd eur gbp chf cad aud monthly yearly annually weekly total received owing ' +
    'cop mxn ars clp pen brl inr sar aed pkr zar ngn kes jpy cny sek nok dkk pln czk huf',
  yesNo: 'is has have are was were does did should',
  on: 'on',
  participle: /^(?!based|depend)\w+ed$|^(?:born|due|sent|paid|made|begun|left|held)$/,
  countable: 'children people staff',
  other:
    'lease legal square hvac emergency improvement sharing casualty special effective increment review meeting ' +
    'notice salary vesting start end customer growth of in birth issued signed signing sign invoice order due ' +
    'payment late security base annual monthly renewal return operating opening office property premises ' +
    'apartment closing purchase sale loan case hearing filing contract agreement project delivery shipping ' +
    'billing mailing home work business personal primary secondary new old current previous next first last full ' +
    'middle maiden given family company bank tax social insurance vehicle policy employment job hire hiring ' +
    'termination probation vacation sick leave holiday certified registered parking pet pets utility utilities ' +
    'interest percent discount sub grand unit item line product service phone email web time signature the a an ' +
    'your my our their his her is has per and or with without total',
}
