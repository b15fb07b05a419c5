package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;

/**
 * The last record of an entity, to which the next one is chained.
 *
 * @param sequence its number; 0 before the first
 * @param seal its seal
 */
record ChainEnd(long sequence, int seal) {

  /** Of an entity without records. */
  static final ChainEnd NONE = new ChainEnd(0, JournalRow.NO_SEAL);
}
