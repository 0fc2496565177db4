/** Longest report that is read, in bytes; in characters it is at most as long. */
export const maxReportBytes = 64 * 1024 * 1024;

/** Most test cases of a report. */
export const maxTestCases = 1_000_000;

/** Most lines of all files of a coverage report, and most branches. */
export const maxMeasuredLines = 2_000_000;

/** Most source files of a coverage report. */
export const maxMeasuredFiles = 200_000;

/** Most times a coverage report may speak of a line or a branch: a Go block can name a million lines in a few letters. */
export const maxMeasurements = 5_000_000;

/** Most values of a JSON report. Twenty million empty mappings fit into 64 MB and take more than a gigabyte when parsed. */
export const maxJsonValues = 10_000_000;

/** Longest path a report may name, in characters: as long as paths of Linux. */
export const maxPathLength = 4096;

/** Deepest nesting of XML elements. */
export const maxXmlDepth = 64;

/** Most attributes of an XML element. */
export const maxXmlAttributes = 100;

/** Longest tag of an XML element with its attributes, in characters: the parser keeps it in many small pieces. */
export const maxXmlTagLength = 4 * 1024 * 1024;

/** Longest text, comment or CDATA section of an XML report, in characters: kept in small pieces too, whoever looks at it. */
export const maxXmlTextLength = 16 * 1024 * 1024;
