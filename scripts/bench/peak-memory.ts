/** Largest resident memory of this process so far, MB. */
export const peakMemory = (): number => process.resourceUsage().maxRSS / 1024;
