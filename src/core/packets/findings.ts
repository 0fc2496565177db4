import type { Address } from "../address.ts";
import { capitalised, nameOf, sentence } from "../document/place.ts";
import { headingKey } from "../document.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { filesIn } from "./files.ts";
import type { Packet } from "./packet.ts";
import { readyFields, readyPackets } from "./skeleton.ts";

/** Packets and where they are. */
export interface PlacedPackets {
  readonly address: Address;
  readonly path: string;
  /** Line (from 1) of the heading they stand under. */
  readonly line: number;
  /** Of the heading of a packet, for one to paste. */
  readonly level: number;
  readonly packets: readonly Packet[];
}

/** What a policy asks of packets. */
export interface Asked {
  readonly "at-least": number;
  readonly "at-most": number;
  readonly fields: readonly string[];
  /** The field that names files. */
  readonly files?: string | undefined;
}

/** The finding for too few or too many packets. */
export function tooFewOrMany({ address, path, line, level, packets }: PlacedPackets, asked: Asked): readonly Finding[] {
  const [least, most] = [asked["at-least"], asked["at-most"]];
  const count = packets.length;
  const says = `has ${count === 0 ? "no packets" : count === 1 ? "1 packet" : `${count} packets`}`;
  if (count < least) {
    return [
      {
        message: sentence(address, path, says, `at least ${least} ${least === 1 ? "is" : "are"} needed`),
        location: { path, line: packets.at(-1)?.line ?? line },
        remedy: "Lay the work out in packets that can be done and verified one after the other.",
        snippet: readyPackets(asked.fields, { from: count + 1, count: least - count, level }),
      },
    ];
  }
  const over = packets[most];
  if (over === undefined) return [];
  return [
    {
      message: sentence(address, path, says, `at most ${most} ${most === 1 ? "is" : "are"} allowed`),
      location: { path, line: over.line },
      remedy: "Take packets together, or leave some for another pull request.",
    },
  ];
}

/** Fields that a packet does not have, that have no value, or that name no file where they should. */
export function* gaps({ path, packets }: PlacedPackets, asked: Asked): Generator<Finding, void, undefined> {
  const files = headingKey(asked.files ?? "Files");
  for (const packet of packets) {
    const said = `The packet ${nameOfPacket(packet)} of ${nameOf(path)}`;
    for (const name of asked.fields) {
      const field = packet.fields.get(name);
      const location = { path, line: field?.line ?? packet.line };
      if (field === undefined) {
        const remedy = "Add a line to it: the name, a colon, the value.";
        yield { message: `${said} does not have *${name}*.`, location, remedy, snippet: readyFields([name]) };
      } else if (!field.filled) {
        const remedy = `Write the value behind or below *${name}*. A dash, "TBD" or a placeholder in angle brackets is none.`;
        yield { message: `${said} has no value for *${name}*.`, location, remedy };
      } else if (headingKey(name) === files && filesIn(field.values).length === 0) {
        const remedy = "Name paths or globs in backticks, with commas between them or in a list: `src/routing/**`.";
        yield { message: `${said} names no file in *${name}*.`, location, remedy };
      }
    }
  }
}

/** Packets whose fields say the same as an earlier one: pasting one twice makes no second packet. */
export function* copies({ path, packets }: PlacedPackets, { fields }: Asked): Generator<Finding, void, undefined> {
  const seen = new Map<string, Packet>();
  for (const packet of packets) {
    const values = fields.flatMap((name) => packet.fields.get(name)?.values ?? []);
    const key = values.join("\n").toLowerCase();
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, packet);
    else if (values.length > 0) {
      yield {
        message: `${capitalised(nameOf(path))} has the packet ${nameOfPacket(packet)} with the same words as ${nameOfPacket(earlier)}.`,
        location: { path, line: packet.line },
        remedy: "Say what this packet is for, or remove it.",
      };
    }
  }
}

function nameOfPacket({ title, line }: Packet): string {
  return title === "" ? `in line ${line}` : `${quote(title)} in line ${line}`;
}
