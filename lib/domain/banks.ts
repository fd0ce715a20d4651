/** Indonesian banks by BI code (contract section 12, an assumption until compared with DOKU's own list). */

export type Bank = { code: string; name: string; swift: string | null };

export const banks: readonly Bank[] = [
  { code: "002", name: "BRI", swift: "BRINIDJA" },
  { code: "008", name: "Mandiri", swift: "BMRIIDJA" },
  { code: "009", name: "BNI", swift: "BNINIDJA" },
  { code: "011", name: "Danamon", swift: "BDINIDJA" },
  { code: "013", name: "Permata", swift: "BBBAIDJA" },
  { code: "014", name: "BCA", swift: "CENAIDJA" },
  { code: "016", name: "Maybank", swift: "IBBKIDJA" },
  { code: "022", name: "CIMB Niaga", swift: "BNIAIDJA" },
  { code: "028", name: "OCBC", swift: "NISPIDJA" },
  { code: "147", name: "Muamalat", swift: "MUABIDJA" },
  { code: "153", name: "Sinarmas", swift: "SBJKIDJA" },
  { code: "200", name: "BTN", swift: "BTANIDJA" },
  { code: "213", name: "SMBC Indonesia (BTPN, Jenius)", swift: "SUNIIDJA" },
  { code: "426", name: "Mega", swift: "MEGAIDJA" },
  { code: "441", name: "KB Bukopin", swift: "BBUKIDJA" },
  { code: "451", name: "BSI (Bank Syariah Indonesia)", swift: null },
  { code: "501", name: "BCA Digital (blu)", swift: null },
  { code: "535", name: "SeaBank", swift: null },
  { code: "542", name: "Jago", swift: null },
];

/** The bank of a three-digit code; undefined for "another bank", whose name the merchant types. */
export function bankOf(code: string): Bank | undefined {
  return banks.find((bank) => bank.code === code);
}
