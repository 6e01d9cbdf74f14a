/** Variables by which the helper finds who asks for it; see `helper.ts`. Neither holds an answer. */
export const socketVariable = 'SLUICE_ASKPASS_SOCKET';

/** A word that whoever asks over the socket must know. */
export const wordVariable = 'SLUICE_ASKPASS_WORD';

/** The program that runs the helper: Node, or VS Code's Electron as Node. */
export const nodeVariable = 'SLUICE_ASKPASS_NODE';

/** The helper's script. */
export const scriptVariable = 'SLUICE_ASKPASS_SCRIPT';
