package io.cairn.server.monitor;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Commit;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.EventList;
import io.cairn.server.history.Specs;
import io.cairn.server.journal.JournalReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In memory, of a study whose trials only start. */
final class SmallJournal implements JournalSource {

  static final StudySpec SPEC = Specs.small(Budget.ofTrials(10));

  private final List<JournalReader.Entry> records = new ArrayList<>();

  /** One record more, with a trial. */
  void grow() {
    EventCodec codec = new EventCodec(SPEC.space());
    EventList events = new EventList(SPEC);
    for (int trial = 0; trial <= records.size(); trial++) {
      events.start(trial, 0.25, 0);
    }
    var all = events.events();
    Commit.Builder commit = Commit.newBuilder();
    // The session first, then two events of each trial.
    int from = records.isEmpty() ? 0 : all.size() - 2;
    all.subList(from, all.size()).forEach(event -> commit.addEvents(codec.encode(event)));
    records.add(new JournalReader.Entry(records.size() + 1L, Instant.EPOCH, commit.build()));
  }

  @Override
  public Optional<StudySpec> spec(String id) {
    return Optional.of(SPEC);
  }

  @Override
  public Stream<JournalReader.Entry> after(String id, long sequence) {
    return records.stream().skip(sequence);
  }
}
