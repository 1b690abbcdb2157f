/** Kinds of personal data that are shown masked. */
export type MaskKind = "phone" | "id-card" | "bank-card" | "plate" | "email" | "name";

const stars = (count: number): string => "*".repeat(count);

/** Keeps both ends where at least three characters are hidden between them; anything shorter is hidden whole. */
const keepEnds = (text: string, first: number, last: number): string => {
  const characters = [...text];
  const hidden = characters.length - first - last;
  if (hidden < 3) return stars(characters.length);
  return characters.slice(0, first).join("") + stars(hidden) + characters.slice(characters.length - last).join("");
};

/** A mobile number: 13800138000 is 138****8000; a country code in front stays. */
export const maskPhone = (phone: string): string => {
  const country = /^\+86[ -]?/.exec(phone)?.[0] ?? "";
  return country + keepEnds(phone.slice(country.length), 3, 4);
};

/** A resident id card: 110105199003074567 is 110105********4567. */
export const maskIdCard = (idCard: string): string => keepEnds(idCard, 6, 4);

/** A bank card or account: 6222021234567890 is 6222********7890. */
export const maskBankCard = (bankCard: string): string => keepEnds(bankCard, 4, 4);

/** A number plate: 粤B12345 is 粤B***45. */
export const maskPlate = (plate: string): string => keepEnds(plate, 2, 2);

/** An e-mail address: zhangsan@example.com is z***@example.com, whatever the length of the name. */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf("@");
  return at < 1 ? stars([...email].length) : `${[...email][0]}***${email.slice(at)}`;
};

/** A person's name: 张三 is 张*, 李四光 is 李**. One character alone is hidden. */
export const maskName = (name: string): string => {
  const [first = "", ...rest] = [...name];
  return rest.length === 0 ? stars(first === "" ? 0 : 1) : first + stars(rest.length);
};

const masks: Readonly<Record<MaskKind, (text: string) => string>> = {
  phone: maskPhone,
  "id-card": maskIdCard,
  "bank-card": maskBankCard,
  plate: maskPlate,
  email: maskEmail,
  name: maskName,
};

/** A copy of the record with the named fields masked; fields that hold no text stay as they are. */
export const maskFields = <T extends object>(record: T, kinds: { readonly [field in keyof T]?: MaskKind }): T => {
  const masked = { ...record };
  for (const [field, kind] of Object.entries(kinds) as [keyof T, MaskKind][]) {
    const text = masked[field];
    if (typeof text === "string") masked[field] = masks[kind](text) as T[keyof T];
  }
  return masked;
};
