/** Most entries of an archive, directories included. */
export const maxEntries = 2_000;

/** Largest file that is unpacked, in bytes. */
export const maxEntryBytes = 32 * 1024 * 1024;

/** Most bytes that are unpacked of one archive, all files together. */
export const maxUnpackedBytes = 128 * 1024 * 1024;

/** Longest time for unpacking and reading, in milliseconds. */
export const maxReadingMs = 5_000;

/** Most memory for the objects of unpacking and reading, in MiB; the bytes themselves are bounded by the limits above. */
export const maxReadingMegabytes = 256;
