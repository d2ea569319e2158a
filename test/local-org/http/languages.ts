/**
 * What an org says in another language than English: error texts, field types and labels. Codes, API names and the names
 * that texts contain stay as they are. Our own translations: what matters is that nobody can lean on the English ones.
 */

import type { Language } from '../model/orgModel.js';

export const languages: readonly Language[] = ['en', 'de', 'ja'];
export type Translated = Exclude<Language, 'en'>;

/** Part of a text that stays: a name, a number, a list. */
const kept = '(.+?)';

/** A text as the org writes it in English, `%` for what stays, and its translations, with `{1}` for the first of those. */
type Sentence = { readonly en: string; readonly de: string; readonly ja: string };

const sentences: readonly Sentence[] = [
  {
    en: 'The entity: % does not have history tracking enabled',
    de: 'Für die Entität {1} ist die Verlaufsverfolgung nicht aktiviert',
    ja: 'エンティティ {1} の履歴管理は有効になっていません',
  },
  {
    en: 'History tracking is not supported for the field %',
    de: 'Die Verlaufsverfolgung wird für das Feld {1} nicht unterstützt',
    ja: '項目 {1} の履歴管理はサポートされていません',
  },
  {
    en: 'exceeded the allowed number of fields to track on a given entity',
    de: 'die zulässige Anzahl der nachzuverfolgenden Felder einer Entität wurde überschritten',
    ja: 'エンティティで追跡できる項目の数を超えました',
  },
  {
    en: '%: bad value for restricted picklist field: %',
    de: '{label}: falscher Wert für eingeschränktes Auswahllistenfeld: {2}',
    ja: '{label}: 制限つき選択リスト項目の値が不適切: {2}',
  },
  {
    en: '%: data value too large: % (max length=%)',
    de: '{label}: Datenwert zu groß: {2} (maximale Länge={3})',
    ja: '{label}: データ値が大きすぎます: {2} (最大長={3})',
  },
  {
    en: '%: id value of incorrect type: %',
    de: '{label}: ID-Wert des falschen Typs: {2}',
    ja: '{label}: ID 値のデータ型が不適切: {2}',
  },
  {
    en: "%: this ID value isn't valid for the user: %",
    de: '{label}: Dieser ID-Wert ist für den Benutzer nicht gültig: {2}',
    ja: '{label}: この ID 値はユーザーに対して無効です: {2}',
  },
  {
    en: 'Permission % depends on permission(s): %',
    de: 'Die Berechtigung {1} ist von folgenden Berechtigungen abhängig: {2}',
    ja: '権限 {1} は次の権限に依存しています: {2}',
  },
  {
    en: "The user license doesn't allow the permission: %",
    de: 'Die Benutzerlizenz lässt die folgende Berechtigung nicht zu: {1}',
    ja: 'ユーザーライセンスでは次の権限が許可されていません: {1}',
  },
  {
    en: 'License Limit Exceeded',
    de: 'Lizenzlimit überschritten',
    ja: 'ライセンスの制限を超えました',
  },
  {
    en: 'Duplicate PermissionSetAssignment. Assignee: %; Permission Set: %',
    de: 'PermissionSetAssignment-Duplikat. Bevollmächtigter: {1}; Berechtigungssatz: {2}',
    ja: 'PermissionSetAssignment が重複しています。割り当て先: {1}; 権限セット: {2}',
  },
  {
    en: 'duplicate value found: % duplicates value on record with id: %',
    de: 'doppelter Wert gefunden: {1} dupliziert den Wert des Datensatzes mit der ID: {2}',
    ja: '重複する値が見つかりました: {1} は ID {2} のレコードの値と重複しています',
  },
  {
    en: 'Required fields are missing: [%]',
    de: 'Erforderliche Felder fehlen: [{1}]',
    ja: '必須項目が不足しています: [{1}]',
  },
  {
    en: 'Read permission is required to edit the field: %',
    de: 'Zum Bearbeiten des Felds wird die Leseberechtigung benötigt: {1}',
    ja: '項目を編集するには参照権限が必要です: {1}',
  },
  {
    en: 'entity type cannot be inserted: %',
    de: 'Entitätstyp kann nicht eingefügt werden: {label}',
    ja: '挿入できないエンティティ種別: {label}',
  },
  {
    en: 'Unable to create/update fields: %. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
    de: 'Die Felder können nicht erstellt/aktualisiert werden: {1}. Überprüfen Sie die Sicherheitseinstellungen dieses Felds.',
    ja: '項目を作成/更新できません: {1}。この項目のセキュリティ設定を確認してください。',
  },
  {
    en: 'insufficient access rights on cross-reference id',
    de: 'unzureichende Zugriffsrechte für Querverweis-ID',
    ja: '相互参照 ID に対する権限が不足しています',
  },
  {
    en: 'insufficient access rights on object id',
    de: 'unzureichende Zugriffsrechte für Objekt-ID',
    ja: 'オブジェクト ID に対する権限が不足しています',
  },
  {
    en: 'entity is deleted',
    de: 'Entität wurde gelöscht',
    ja: 'エンティティは削除されました',
  },
  {
    en: 'invalid cross reference id',
    de: 'ungültige Querverweis-ID',
    ja: '相互参照 ID が無効です',
  },
  {
    en: 'In field: % - no % named % found',
    de: 'Im Feld: {1} - kein {2} mit dem Namen {3} gefunden',
    ja: '項目: {1} - {3} という名前の {2} は見つかりません',
  },
  {
    en: 'Unknown user permission: %',
    de: 'Unbekannte Benutzerberechtigung: {1}',
    ja: '不明なユーザー権限: {1}',
  },
  {
    en: 'You cannot deploy to a required field: %',
    de: 'Bereitstellung in einem Pflichtfeld nicht möglich: {1}',
    ja: '必須項目にはリリースできません: {1}',
  },
  {
    en: 'Session expired or invalid',
    de: 'Sitzung abgelaufen oder ungültig',
    ja: 'セッションの有効期限が切れているか、無効です',
  },
  {
    en: 'The requested resource does not exist',
    de: 'Die angeforderte Ressource ist nicht vorhanden',
    ja: '要求されたリソースは存在しません',
  },
  {
    en: 'TotalRequests Limit exceeded.',
    de: 'TotalRequests-Grenzwert überschritten.',
    ja: 'TotalRequests の制限を超えました。',
  },
  {
    en: 'You do not have the level of access necessary to perform the operation.',
    de: 'Sie verfügen nicht über die für den Vorgang erforderliche Zugriffsebene.',
    ja: 'この操作に必要なアクセスレベルがありません。',
  },
];

/** Words of labels and field types; one that is not here is put into brackets, so that it differs all the same. */
const words: ReadonlyArray<readonly [en: string, de: string, ja: string]> = [
  ['Auto Number', 'Automatische Nummerierung', '自動採番'],
  ['Formula', 'Formel', '数式'],
  ['Roll-Up Summary', 'Rollup-Zusammenfassung', '積み上げ集計'],
  ['Picklist (Multi-Select)', 'Auswahlliste (Mehrfachauswahl)', '選択リスト (複数選択)'],
  ['Picklist', 'Auswahlliste', '選択リスト'],
  ['Lookup', 'Nachschlagen', '参照関係'],
  ['Hierarchy', 'Hierarchie', '階層関係'],
  ['Master-Detail', 'Master-Detail-Beziehung', '主従関係'],
  ['Text (Encrypted)', 'Text (verschlüsselt)', 'テキスト (暗号化)'],
  ['Long Text Area', 'Langer Textbereich', 'ロングテキストエリア'],
  ['Text Area', 'Textbereich', 'テキストエリア'],
  ['Text', 'Text', 'テキスト'],
  ['Currency', 'Währung', '通貨'],
  ['Percent', 'Prozent', 'パーセント'],
  ['Number', 'Zahl', '数値'],
  ['Checkbox', 'Kontrollkästchen', 'チェックボックス'],
  ['Date/Time', 'Datum/Uhrzeit', '日付/時間'],
  ['Date', 'Datum', '日付'],
  ['Time', 'Uhrzeit', '時間'],
  ['Email', 'E-Mail', 'メール'],
  ['Phone', 'Telefon', '電話'],
  ['Address', 'Adresse', '住所'],
  ['Geolocation', 'Geolokalisierung', '地理位置情報'],
  ['Account', 'Account', '取引先'],
  ['Contact', 'Kontakt', '取引先責任者'],
  ['System Administrator', 'Systemadministrator', 'システム管理者'],
  ['Standard User', 'Standardbenutzer', '標準ユーザー'],
  ['Sobject Type Name', 'Sobject-Typname', 'sObject 種別名'],
  ['Field Name', 'Feldname', '項目名'],
  ['Name', 'Name', '名前'],
];

const at = { de: 1, ja: 2 } as const;
const wordsBy = new Map(words.map((entry) => [entry[0], entry]));

/** A label that the platform translates. */
export const translatedLabel = (label: string, language: Translated): string =>
  label === '' ? label : (wordsBy.get(label)?.[at[language]] ?? `⟦${label}⟧`);

/** A type as Setup writes it: `Auto Number`, `Lookup(Account)`, `Formula (Text)`. */
export const translatedType = (type: string, language: Translated): string => {
  const whole = wordsBy.get(type)?.[at[language]];
  if (whole !== undefined) return whole;
  const [, name = type, rest = ''] = /^([^(]+?)( ?\(.*\))?$/.exec(type) ?? [];
  const inner = /^ \((.*)\)$/.exec(rest)?.[1];
  return translatedLabel(name, language) + (inner === undefined ? rest : ` (${translatedType(inner, language)})`);
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const patterns = sentences.map((sentence) => ({
  sentence,
  // What Metadata API adds behind a problem is a place in the file.
  pattern: new RegExp(`^${sentence.en.split('%').map(escaped).join(kept)}( \\(\\d+:\\d+\\))?$`, 's'),
}));

/** An error text of the platform; one that is not known stays English, as those of SOQL do. */
export const translatedError = (message: string, language: Translated): string => {
  for (const { sentence, pattern } of patterns) {
    const found = pattern.exec(message);
    if (!found) continue;
    const place = found.at(-1) ?? '';
    return (
      sentence[language]
        .replace('{label}', translatedLabel(found[1] ?? '', language))
        .replace(/\{(\d)\}/g, (_, n: string) => found[Number(n)] ?? '') + place
    );
  }
  return message;
};
