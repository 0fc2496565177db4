/** What identifies a check run: GraphQL wants its node id, REST its number. */
export interface CheckId {
  readonly nodeId: string;
  readonly databaseId: number | undefined;
}

/** Both as one text, which is opaque outside this folder. */
export function encodeCheckId({ nodeId, databaseId }: CheckId): string {
  return databaseId === undefined ? nodeId : `${nodeId} ${databaseId}`;
}

/** What {@link encodeCheckId} was given. */
export function decodeCheckId(id: string): CheckId {
  const [nodeId = "", databaseId] = id.split(" ");
  return { nodeId, databaseId: databaseId === undefined ? undefined : Number(databaseId) };
}
