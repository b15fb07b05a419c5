package io.cairn.server.studies;

import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.proto.Commit;
import io.cairn.proto.StudyCreated;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.CairnJournalException;
import io.cairn.server.journal.JournalCheck;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.JournalState;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads stored studies, also while another process runs them. */
public final class Studies {

  private Studies() {}

  /** A stored study. */
  public record Stored(StudyCreated created, StudySpec spec, StudyHistory history) {}

  /** Takes a study's lock, or says who has it. */
  public static StudyLock lock(StudyFolder folder) {
    StudyLock.Attempt attempt = StudyLock.take(folder);
    if (attempt instanceof StudyLock.Taken taken) {
      return taken.lock();
    }
    throw CairnException.refused(((StudyLock.Refused) attempt).sentence());
  }

  /** Whether a process runs the study now. */
  public static boolean locked(StudyFolder folder) {
    return StudyLock.held(folder);
  }

  /** Goes on only if the journal is whole. */
  public static void requireSound(JournalState state) {
    if (state instanceof JournalState.Torn torn) {
      throw CairnException.refused(torn.sentence());
    }
    if (state instanceof JournalState.Unreadable unreadable) {
      throw CairnException.refused(unreadable.sentence());
    }
  }

  /** Whether nothing of the study reached its journal. */
  public static boolean empty(StudyFolder folder) {
    return !StudyLock.held(folder) && JournalCheck.open(folder) instanceof JournalState.Absent;
  }

  /** The first event of a stored study. */
  public static StudyCreated created(StudyFolder folder) {
    StudyCreated created = firstEvent(folder);
    if (!created.getStudy().equals(folder.id())) {
      throw CairnException.refused(
          "the folder "
              + folder.path()
              + " holds study "
              + created.getStudy()
              + ": it was renamed or copied; name it "
              + created.getStudy()
              + " in a home of its own");
    }
    return created;
  }

  private static StudyCreated firstEvent(StudyFolder folder) {
    return read(
            folder,
            commits -> {
              Iterator<Commit> iterator = commits.iterator();
              return Optional.of(iterator)
                  .filter(Iterator::hasNext)
                  .map(Iterator::next)
                  .filter(c -> c.getEventsCount() > 0 && c.getEvents(0).hasStudyCreated())
                  .map(c -> c.getEvents(0).getStudyCreated());
            })
        .orElseThrow(() -> nothingIn(folder));
  }

  /** The whole history of a stored study. */
  public static Stored load(StudyFolder folder) {
    StudyCreated created = created(folder);
    StudySpec spec = StudySpecs.spec(created);
    EventCodec codec = new EventCodec(spec.space());
    StudyHistory history =
        read(
            folder,
            commits ->
                StudyHistory.of(
                    spec,
                    folder.id(),
                    commits
                        .flatMap(commit -> commit.getEventsList().stream())
                        .flatMap(event -> codec.decode(event).stream())));
    return new Stored(created, spec, history);
  }

  /**
   * The state of a stored study, by applying its events once more.
   *
   * @param spec of the study, perhaps with priors that its first event only names
   */
  public static StudyState replay(StudyFolder folder, StudySpec spec) {
    EventCodec codec = new EventCodec(spec.space());
    StudyState state = new StudyState(spec);
    read(
        folder,
        commits -> {
          commits
              .flatMap(commit -> commit.getEventsList().stream())
              .flatMap(event -> codec.decode(event).stream())
              .forEach(state::apply);
          return state;
        });
    return state;
  }

  private interface Reading<T> {
    T of(Stream<Commit> commits);
  }

  private static <T> T read(StudyFolder folder, Reading<T> reading) {
    if (!StudyLock.held(folder)) {
      JournalState state = JournalCheck.open(folder);
      requireSound(state);
      if (state instanceof JournalState.Absent) {
        throw nothingIn(folder);
      }
    }
    try (JournalReader reader = JournalReader.open(folder)) {
      return reading.of(reader.commits().map(JournalReader.Entry::commit));
    } catch (CairnJournalException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static CairnException nothingIn(StudyFolder folder) {
    return CairnException.refused(
        "study "
            + folder.id()
            + " has no journal: its process ended before it began; remove it with `cairn rm "
            + folder.id()
            + "`");
  }
}
