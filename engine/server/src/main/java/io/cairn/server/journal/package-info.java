/**
 * The journal of a study: everything that was acknowledged, on disk before the acknowledgement.
 *
 * <p>A study has one folder ({@link io.cairn.server.journal.StudyFolder}), one process that runs it
 * ({@link io.cairn.server.journal.StudyLock}) and one embedded H2 file that Pekko Persistence
 * writes ({@link io.cairn.server.journal.JournalSettings}). Before a study is recovered its journal
 * is verified ({@link io.cairn.server.journal.JournalCheck}); while it runs others read it ({@link
 * io.cairn.server.journal.JournalReader}).
 *
 * <p>How it keeps its promise, in short; the measurements are in docs/decisions:
 *
 * <ul>
 *   <li>H2 writes a chunk at every commit and never writes over an old one, so a commit that
 *       returned is in the file, and older states of the file stay whole in it.
 *   <li>Every record carries a checksum of itself and a seal that chains it to the record before
 *       it.
 *   <li>The mark, a file of its own, says up to which record the journal was acknowledged: H2 goes
 *       back to an older state of a damaged file without a word, the mark does not.
 * </ul>
 *
 * <p>Nothing else may open, write or move these files; other packages go through the types above.
 */
@NullMarked
package io.cairn.server.journal;

import org.jspecify.annotations.NullMarked;
