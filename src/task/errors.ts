/** A data file cannot be had: not on the server, or the server cannot be reached. The message is a sentence for a person. */
export class DataMissingError extends Error {
  override readonly name = 'DataMissingError';
}

/** A visitor's own text cannot be learned from. The message is a sentence for a person. */
export class OwnTextError extends Error {
  override readonly name = 'OwnTextError';
}

/** A data file arrived, but is not what its manifest says. The message is a sentence for a person. */
export class DataDamagedError extends Error {
  override readonly name = 'DataDamagedError';
}
