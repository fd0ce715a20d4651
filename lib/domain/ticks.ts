/** The boxes that tick merchants in the list of the desk. */

/** The name of the box that ticks a merchant: a name of its own for each. Its value is the case version that the list shows. */
export const tickName = (applicationId: string) => `tick.${applicationId}`;
const tickPattern = /^tick\.(.+)$/;

/** The merchant whose box has this name; undefined for a field of another kind. */
export const tickedBy = (name: string) => tickPattern.exec(name)?.[1];
