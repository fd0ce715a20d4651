/** Whom the merchant asks: the partner's name and its contact address. */
export type Partner = { name: string; email: string };
