/** Most mistakes of one file that are told: far more than anybody mends before looking again. */
export const mostMistakes = 1000;
