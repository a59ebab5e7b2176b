/** Portuguese words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const PORTUGUESE: LanguageWords = {
  head: 'first',
  parties:
    'locador locadora locatário locatária cliente empresa trabalhador empregador empregado comprador vendedor ' +
    'inquilino proprietário contratante contratada contratado fiador fornecedor devedor credor testemunha ' +
    'representante sócio paciente aluno pai mãe cônjuge destinatário remetente usuário funcionário contato',
  kinds: {
    date: 'data vencimento início nascimento',
    email: 'correio mail',
    phone: 'telefone celular telemóvel telemovel fone',
    link: 'site',
    money:
      'valor preço montante total aluguel aluguer renda custo salário ordenado caução depósito saldo mensalidade ' +
      'parcela_valor tarifa honorários soma subtotal orçamento remuneração indenização indemnização multa ' +
      'entrada sinal quantia fiança',
    integer: 'quantidade qtd qtde idade dias meses anos semanas noites',
    number: 'percentual porcentagem percentagem taxa alíquota',
    long_text:
      'endereço morada descrição comentário comentários observações observação nota notas motivo motivos ' +
      'mensagem resumo detalhes detalhe cláusula cláusulas condições obrigações objeto objecto justificativa ' +
      'finalidade',
    text:
      'nome nomes sobrenome apelido número num cidade código país tipo modo forma local prazo duração período ' +
      'título estado profissão cargo função nacionalidade referência moeda mês dia ano hora horas horário método ' +
      'banco conta agência cpf cnpj rg cep nif datas telefones valores bairro rua uf área',
  },
  spelled: 'extenso letras',
  onlyWith: [
    { kind: 'date', heads: 'até desde', words: 'válido válida vigente' },
    { kind: 'money', heads: 'pagamento parcela prestação taxa', words: 'mensal mensais anual total valor matrícula' },
    { kind: 'phone', heads: 'número num', words: 'telefone celular telemóvel fax' },
    { kind: 'email', heads: 'endereço correio', words: 'email mail eletrônico electrónico eletrónico' },
    { kind: 'text', heads: 'endereço', words: 'ip mac' },
    { kind: 'number', heads: 'horas', words: 'semanais trabalhadas extras mensais total' },
    { kind: 'integer', heads: 'prazo duração meses dias anos', words: 'meses dias anos semanas férias' },
  ],
  notWith: [
    { heads: 'data', words: 'hora local e' },
    { heads: 'início', words: 'hora horário' },
    { heads: 'dias meses', words: 'úteis pagamento semana trabalho funcionamento atendimento entrega' },
  ],
  of: 'de do da dos das o a os as',
  per: 'por',
  times: 'hora dia noite semana mês ano pessoa',
  and: 'e ou',
  general: 'data montante percentual porcentagem telefone endereço nome tipo número prazo quantidade',
  front: 'vencimento início nascimento',
  numberOf: 'número num quantidade qtd',
  yesNo: 'tem está são possui',
  on: 'em',
  participle: /[ai]d[oa]$/,
  other:
    'locador locatário contrato assinatura assinado mensal anual empresa cliente trabalhador fatura pagamento ' +
    'nascimento início fim final término garantia eletrônico comprador vendedor inquilino imóvel unitário bruto ' +
    'líquido em um uma por com sem entrega emissão vigência admissão contratante contratada veículo garagem ' +
    'serviço produto pedido evento plano reserva consulta parcelas filhos nota fiscal',
}
