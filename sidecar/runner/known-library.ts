import { getModuleVersion } from "node-llama-cpp";

/** The inside of the library is another one in every version: what uses it was written for exactly this one. */
const knownVersion = "3.22.1";

export const isKnownLibrary = async (): Promise<boolean> => (await getModuleVersion()) === knownVersion;
