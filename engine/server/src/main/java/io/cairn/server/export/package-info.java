/**
 * Writes a study's history as CSV, JSON or Parquet, row by row: the file is never in memory.
 *
 * <p>Entry type: {@link io.cairn.server.export.StudyExport}. CSV and Parquet share the columns of
 * {@link io.cairn.server.export.ExportTable}; JSON holds the whole history in the shapes of
 * docs/json.md. Not to be used from here: actors, the journal, the archive, a clock.
 */
@NullMarked
package io.cairn.server.export;

import org.jspecify.annotations.NullMarked;
