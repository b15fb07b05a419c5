package io.cairn.server.monitor;

import io.cairn.core.study.StudySpec;
import io.cairn.server.journal.JournalReader;
import java.util.Optional;
import java.util.stream.Stream;

/** Where journals of studies are read. Everything may block. */
public interface JournalSource {

  /**
   * What a study is.
   *
   * @return empty if there is none
   */
  Optional<StudySpec> spec(String study);

  /**
   * The records after one, in their order, as far as they are there now.
   *
   * @param sequence number of the last record that is known, 0 for none
   */
  Stream<JournalReader.Entry> after(String study, long sequence);
}
