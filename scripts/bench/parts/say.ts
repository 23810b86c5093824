/** Tells the person who waits what is being done, in a line. */
export type Say = (line: string) => void;
