/** Spanish words of variable names. */
import type { LanguageWords } from './language-words.ts'

export const SPANISH: LanguageWords = {
  head: 'first',
  parties:
    'arrendador arrendadora arrendatario arrendataria cliente empresa trabajador trabajadora empleador empleado ' +
    'comprador vendedor inquilino propietario representante proveedor deudor acreedor fiador avalista testigo ' +
    'notario abogado padre madre hijo cónyuge paciente alumno contratista contratante destinatario remitente ' +
    'socio compañía usuario contacto',
  kinds: {
    date: 'fecha vencimiento inicio nacimiento',
    email: 'correo mail',
    phone: 'teléfono móvil celular telf tlf',
    link: 'enlace sitio',
    money:
      'precio ahorro importe monto renta total costo coste salario sueldo fianza depósito saldo valor alquiler ' +
      'cuota tarifa remuneración honorarios suma subtotal presupuesto indemnización anticipo retribución pensión ' +
      'multa deuda capital gastos canon abono',
    integer: 'cantidad edad días meses años semanas noches',
    number: 'porcentaje tasa',
    long_text:
      'dirección domicilio descripción comentario comentarios observaciones observación nota notas motivo ' +
      'motivos mensaje razón resumen detalles detalle cláusula cláusulas condiciones obligaciones funciones ' +
      'objeto justificación antecedentes hechos explicación',
    text:
      'nombre nombres apellido apellidos número núm nro ciudad código país tipo modo forma lugar plazo duración ' +
      'período periodo título estado profesión cargo puesto nacionalidad referencia moneda mes día año hora ' +
      'horas horario método medio banco cuenta cif nif dni nie rfc curp fechas teléfonos correos importes ' +
      'precios iva jornada provincia municipio superficie',
  },
  spelled: 'letras letra palabras',
  onlyWith: [
    { kind: 'date', heads: 'hasta desde', words: 'válido válida vigente' },
    { kind: 'money', heads: 'pago ingresos ingreso', words: 'mensual mensuales anual anuales total monto inicial' },
    { kind: 'phone', heads: 'número núm nro', words: 'teléfono móvil celular fax' },
    { kind: 'email', heads: 'dirección correo', words: 'email mail correo electrónico electrónica' },
    { kind: 'link', heads: 'página dirección sitio', words: 'web internet' },
    { kind: 'text', heads: 'dirección', words: 'ip mac' },
    { kind: 'text', heads: 'razón', words: 'social' },
    { kind: 'number', heads: 'horas jornada', words: 'semanales trabajadas extra extras mensuales total horas' },
    {
      kind: 'integer',
      heads: 'plazo duración preaviso meses días años',
      words: 'meses días años semanas preaviso vacaciones',
    },
  ],
  notWith: [
    { heads: 'fecha', words: 'hora lugar y' },
    { heads: 'inicio', words: 'hora horario' },
    { heads: 'días meses', words: 'laborables hábiles pago semana trabajo apertura atención entrega' },
    { heads: 'correo', words: 'certificado postal' },
    { heads: 'valor tasa', words: 'tipo' },
  ],
  of: 'de del la el los las',
  per: 'por',
  times: 'hora día noche semana mes año persona',
  and: 'y e o u',
  general: 'fecha monto importe porcentaje teléfono correo dirección nombre tipo número plazo cantidad',
  front: 'vencimiento inicio nacimiento',
  numberOf: 'número núm nro cantidad',
  countable: 'meses hijos',
  yesNo: 'es tiene está hay incluye',
  on: 'el',
  participle: /[ai]d[oa]$/,
  other:
    'arrendador arrendatario contrato firma firmado firmada mensual anual empresa cliente trabajador factura ' +
    'pago nacimiento inicio fin final garantía electrónico fiscal social vendedor comprador inquilino inquilinos ' +
    'propietario inmueble vivienda unitario bruto neto en un una por con sin postal entrega emisión vigencia ' +
    'alta baja ingreso servicio producto pedido evento cita plan reserva vehículo padre madre garaje amueblado ' +
    'meses hijos',
}
