import * as z from "zod";

// zod compiles a function for every object schema it uses. That pays after thousands of parses; a command makes a
// handful, and compiling cost it 40 ms. Must be said before the first schema is made, so this file is imported first.
z.config({ jitless: true });
