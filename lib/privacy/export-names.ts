/** The name of a file inside the export: what it is for, and enough of its id to tell two from each other. */
export const nameOfFile = (id: string, slotId: string, extension: string): string =>
  `files/${slotId.replace(/[^A-Za-z0-9_-]+/g, "-")}-${id.slice(0, 8)}.${extension}`;
