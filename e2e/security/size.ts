/** How much of everything a run does: `npm test` the short form, `npm run test:security` the long one. */
export const isLong = process.env.SAMBUT_SECURITY === "long";
