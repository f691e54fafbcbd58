export const gravity = 9.81;
export const foot = 0.3;
export const checksum = 'c0ffee';
