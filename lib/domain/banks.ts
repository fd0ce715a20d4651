/** Indonesian banks by BI code (contract section 12, an assumption until compared with DOKU's own list). */

export type Bank = {
  code: string;
  /** What DOKU is sent as the bank's name. */
  name: string;
  /** What people may type or read on their card instead; only searched and shown. */
  fullName: string;
  swift: string | null;
};

export const banks: readonly Bank[] = [
  { code: "002", name: "BRI", fullName: "Bank Rakyat Indonesia", swift: "BRINIDJA" },
  { code: "008", name: "Mandiri", fullName: "Bank Mandiri", swift: "BMRIIDJA" },
  { code: "009", name: "BNI", fullName: "Bank Negara Indonesia", swift: "BNINIDJA" },
  { code: "011", name: "Danamon", fullName: "Bank Danamon Indonesia", swift: "BDINIDJA" },
  { code: "013", name: "Permata", fullName: "PermataBank", swift: "BBBAIDJA" },
  { code: "014", name: "BCA", fullName: "Bank Central Asia", swift: "CENAIDJA" },
  { code: "016", name: "Maybank", fullName: "Maybank Indonesia", swift: "IBBKIDJA" },
  { code: "022", name: "CIMB Niaga", fullName: "Bank CIMB Niaga", swift: "BNIAIDJA" },
  { code: "028", name: "OCBC", fullName: "OCBC NISP", swift: "NISPIDJA" },
  { code: "147", name: "Muamalat", fullName: "Bank Muamalat Indonesia", swift: "MUABIDJA" },
  { code: "153", name: "Sinarmas", fullName: "Bank Sinarmas", swift: "SBJKIDJA" },
  { code: "200", name: "BTN", fullName: "Bank Tabungan Negara", swift: "BTANIDJA" },
  { code: "213", name: "SMBC Indonesia (BTPN, Jenius)", fullName: "Bank SMBC Indonesia", swift: "SUNIIDJA" },
  { code: "426", name: "Mega", fullName: "Bank Mega", swift: "MEGAIDJA" },
  { code: "441", name: "KB Bukopin", fullName: "KB Bank", swift: "BBUKIDJA" },
  { code: "451", name: "BSI (Bank Syariah Indonesia)", fullName: "Bank Syariah Indonesia", swift: null },
  { code: "501", name: "BCA Digital (blu)", fullName: "Bank Digital BCA", swift: null },
  { code: "535", name: "SeaBank", fullName: "SeaBank Indonesia", swift: null },
  { code: "542", name: "Jago", fullName: "Bank Jago", swift: null },
];

/** In the order in which they are offered. */
const byName = [...banks].sort((a, b) => a.name.localeCompare(b.name, "id"));

/** The bank of a three-digit code; undefined for "another bank", whose name the merchant types. */
export function bankOf(code: string): Bank | undefined {
  return banks.find((bank) => bank.code === code);
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Banks for what is typed so far: by name, full name or code, each word of it the beginning of one of theirs; all for nothing. */
export function findBanks(typed: string): readonly Bank[] {
  const wanted = wordsOf(typed);
  const fits = ({ name, fullName, code }: Bank) => {
    const own = wordsOf(`${name} ${fullName} ${code} bank`);
    return wanted.every((word) => own.some((one) => one.startsWith(word)));
  };
  const [first = ""] = wanted;
  const startsSo = ({ name, code }: Bank) => name.toLowerCase().startsWith(first) || code.startsWith(first);
  const found = byName.filter(fits);
  return [...found.filter(startsSo), ...found.filter((bank) => !startsSo(bank))];
}
