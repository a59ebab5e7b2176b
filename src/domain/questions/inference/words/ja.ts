/** Japanese words of variable names. They are written without spaces, so the end of a word decides. */
import type { LanguageWords } from './language-words.ts'

export const JAPANESE: LanguageWords = {
  head: 'last',
  kinds: {},
  endings: {
    date: '日 日付 年月日 生年月日 期日 期限日 日にち',
    email: 'メール メールアドレス Eメール',
    phone: '電話 電話番号 携帯 携帯番号 FAX ファックス ファクス FAX番号 連絡先電話 連絡先電話番号',
    link: 'リンク ホームページ サイト ウェブサイト URL',
    money:
      '金額 額 賃料 家賃 敷金 礼金 価格 料金 代金 費 費用 給与 給料 報酬 手当 合計 小計 総額 保証金 違約金 単価 手数料 料 管理費 共益費 税額 年収 月給 時給 賞与額 頭金 残高 売上 賃金 ' +
      '代 前金 手付金 損害金 印紙税 消費税',
    integer: '人数 個数 数量 年数 月数 日数 回数 年齢 部数 枚数 件数 台数 室数 戸数 か月数 ヶ月数 カ月数 本数 口数',
    number: '率 利率 割合 税率 パーセント 金利 年利',
    long_text:
      '住所 所在地 備考 説明 理由 内容 特約 特約事項 特記事項 条件 事項 概要 詳細 コメント メッセージ 目的 居所 業務内容 本店所在地 送付先 条項 要旨 経緯 摘要',
    text:
      '番号 氏名 名 名称 期間 曜日 営業日 時間 時刻 日時 支払日 休日 定休日 電話料金区分 種別 種類 区分 方法 職業 性別 国籍 役職 部署 会社 銀行 支店 口座 郵便番号 名前 件名 面積 構造 ' +
      '資料 材料 原料 住所録 平日 休業日 世代 年代 時代 給料日 締め日 毎月日',
    yes_no: 'フラグ',
  },
  other: '契約 賃貸 借主 貸主 甲 乙',
}
