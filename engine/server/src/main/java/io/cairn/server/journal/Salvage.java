package io.cairn.server.journal;

import java.nio.file.Path;

/** What came of {@link JournalCheck#salvage}. */
public sealed interface Salvage {

  /** What was done, for people. */
  String sentence();

  /**
   * The study can go on.
   *
   * @param kept sequence number of the last record that is kept
   * @param setAside records after it that could be read; they are in table journal_quarantine
   * @param damaged the damaged file, untouched
   */
  record Salvaged(long kept, long setAside, Path damaged, String sentence) implements Salvage {}

  /** There was nothing to do. */
  record Unneeded(String sentence) implements Salvage {}

  /** Nothing can be had of the journal; it was left as it is. */
  record Hopeless(String sentence) implements Salvage {}
}
