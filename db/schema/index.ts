export * from "./applications";
export * from "./audit";
export * from "./desk";
export * from "./doku";
export * from "./insight";
export * from "./kyb";
export * from "./search";
export * from "./users";
