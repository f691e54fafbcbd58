/** Something optional that cannot be had here: set-up says why and what would help, and goes on without it. */
export class Unavailable extends Error {
  /**
   * @param {string} reason one line
   * @param {string} [remedy] one line: what to install or do
   */
  constructor(reason, remedy) {
    super(reason);
    this.remedy = remedy;
  }
}
