/** What went wrong for a reason that its message names together with a remedy: shown without a stack. */
export class Complaint extends Error {}
