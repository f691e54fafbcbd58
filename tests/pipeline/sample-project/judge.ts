/** The bound that the statistic is held to. */
export const bound = 1.45;
export const judge = () => (bound > 1 ? [] : []);
