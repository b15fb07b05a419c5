package io.cairn.server.cluster;

import io.cairn.core.study.StudySpec;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.monitor.JournalSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The journal of one study in its folder.
 *
 * @param known the study
 * @param written number of its last record, as far as it is known without opening the file
 */
record FolderJournals(StudyFolder folder, StudySpec known, LongSupplier written)
    implements JournalSource {

  @Override
  public Optional<StudySpec> spec(String study) {
    return study.equals(folder.id()) ? Optional.of(known) : Optional.empty();
  }

  @Override
  public Stream<JournalReader.Entry> after(String study, long sequence) {
    if (written.getAsLong() <= sequence) {
      return Stream.empty(); // Opening the file takes some milliseconds.
    }
    JournalReader reader = JournalReader.open(folder);
    return reader.commits(sequence).onClose(reader::close);
  }
}
