package io.cairn.server.cluster;

import io.cairn.core.study.StudySpec;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.monitor.JournalSource;
import io.cairn.server.store.Store;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals of a store, whoever writes them. */
record StoreJournals(Store store, Sweeps sweeps) implements JournalSource {

  @Override
  public Optional<StudySpec> spec(String study) {
    return store.studies().created(study).map(sweeps::spec);
  }

  @Override
  public Stream<JournalReader.Entry> after(String study, long sequence) {
    return store.commits(study, sequence);
  }
}
