/**
 * Reads sweep files: HOCON, JSON or YAML in, a checked {@link io.cairn.server.sweep.Sweep} out.
 *
 * <p>Entry type: {@link io.cairn.server.sweep.SweepReader}. Every mistake of a file is reported at
 * once, each with file, line, key path, value, rule and way out. The reference of all keys is
 * docs/sweep-file.md; a test holds it and the reader together. Nothing here may start a worker,
 * open the journal or know an actor.
 */
@NullMarked
package io.cairn.server.sweep;

import org.jspecify.annotations.NullMarked;
