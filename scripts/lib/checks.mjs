import { statfsSync } from "node:fs";
import { createServer } from "node:net";
import { root } from "./root.mjs";
import { Sentence } from "./sentence.mjs";

const gigabyte = 1e9;
export const installBytes = 3 * gigabyte;
export const runBytes = 0.2 * gigabyte;

/**
 * @param {number} freeBytes
 * @param {number} neededBytes
 * @param {string} folder
 * @returns {string | null}
 */
export function diskComplaint(freeBytes, neededBytes, folder) {
  if (freeBytes >= neededBytes) return null;
  const size = (bytes) => `${(bytes / gigabyte).toFixed(1)} GB`;
  return `Not enough disk space in ${folder}: ${size(neededBytes)} needed, ${size(freeBytes)} free. Make room and run the command again.`;
}

/** @param {{ installs: boolean }} plan whether packages will be installed */
export function checkDisk({ installs }) {
  const { bavail, bsize } = statfsSync(root);
  const complaint = diskComplaint(bavail * bsize, installs ? installBytes : runBytes, root);
  if (complaint) throw new Sentence(complaint);
}

/**
 * @param {string | undefined} code of the listen error
 * @param {{ host: string, port: number }} address
 */
export function portComplaint(code, { host, port }) {
  if (code === "EADDRINUSE")
    return `Port ${port} on ${host} is in use. Stop what runs there, or choose another with PORT: PORT=${port === 65535 ? 3000 : port + 1} npm start`;
  if (code === "EACCES")
    return `Port ${port} may not be opened by this user. Choose one above 1023 with PORT: PORT=3000 npm start`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST=${host} is not an address of this machine. Leave it out for 127.0.0.1, or use 0.0.0.0 for all.`;
  return `The site cannot listen on ${host}:${port} (${code}).`;
}

/** Listens once, briefly: better to hear of a taken port before the build than after it. */
export async function checkPort({ host, port }) {
  if (port === 0) return;
  const code = await new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
  if (code) throw new Sentence(portComplaint(code, { host, port }));
}

/**
 * @param {Record<string, string | undefined>} env
 * @returns {{ host: string, port: number }}
 */
export function addressOf(env) {
  const text = env.PORT || "3000";
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Sentence(`PORT: must be a port number (it is ${JSON.stringify(text)})`);
  return { host: env.HOST || "127.0.0.1", port };
}
