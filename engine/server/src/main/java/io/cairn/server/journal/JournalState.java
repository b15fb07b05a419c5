package io.cairn.server.journal;

/** What {@link JournalCheck} found. */
public sealed interface JournalState {

  /**
   * All that was acknowledged is there.
   *
   * @param records number of records
   */
  record Sound(long records) implements JournalState {}

  /**
   * Good up to some record; something acknowledged after it is lost, or cannot be told to be whole.
   *
   * @param kept sequence number of the last good record
   * @param loss what is lost
   * @param sentence what happened, what is kept, what is lost, and the way out
   */
  record Torn(long kept, Loss loss, String sentence) implements JournalState {}

  /**
   * Nothing of it can be read as it lies.
   *
   * @param sentence what happened and the way out
   */
  record Unreadable(String sentence) implements JournalState {}

  /** There is no journal, and never was. */
  record Absent() implements JournalState {}

  /** How much is lost of a torn journal. */
  sealed interface Loss {

    /**
     * That many acknowledged records.
     *
     * @param records at least 0: a record can be damaged that was never acknowledged
     */
    record Counted(long records) implements Loss {}

    /** The mark is gone too, so nobody knows. */
    record Unknown() implements Loss {}
  }
}
