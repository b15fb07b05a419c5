/**
 * Reads a study back from its events into what people look at: trials with their results and the
 * reasons of what became of them, evaluations on a time line, the incumbent curve, failures.
 *
 * <p>Entry type: {@link io.cairn.server.history.StudyHistory}. {@link
 * io.cairn.server.history.HistoryJson} writes the JSON shapes of docs/json.md. Where the events
 * come from is the caller's business: nothing here knows the journal, actors, files or a clock, and
 * nothing here decides anything.
 */
@NullMarked
package io.cairn.server.history;

import org.jspecify.annotations.NullMarked;
