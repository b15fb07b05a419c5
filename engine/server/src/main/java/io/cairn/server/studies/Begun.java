package io.cairn.server.studies;

import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A study that a process may take up: a new one, or one that is gone on with.
 *
 * @param folder where it is kept
 * @param created its first event
 * @param sweep what it was made from
 * @param priors what it takes from earlier landscapes
 */
public record Begun(StudyFolder folder, StudyCreated created, Sweep sweep, StudyPriors priors) {

  /** Mode of a study whose evaluations Cairn runs. */
  public static final String RUN = "run";

  /**
   * Begins a study.
   *
   * @param id that a person chose; empty makes one of name and time
   * @param mode {@link #RUN} or {@link StudyDecider#ASK_TELL}
   * @throws CairnException if there is one with this id, or its priors cannot be had
   */
  public static Begun anew(Home home, String id, String mode, Sweep sweep, Instant now) {
    StudyPriors priors = StudyPriors.choose(home.archive(), sweep, now);
    return of(home.create(id, sweep.study().name(), now), mode, sweep, priors);
  }

  private static Begun of(StudyFolder folder, String mode, Sweep sweep, StudyPriors priors) {
    StudyCreated created = StudySpecs.created(folder.id(), mode, sweep, priors);
    return new Begun(folder, created, sweep, priors);
  }

  /**
   * Goes on with a stored study.
   *
   * @param sweep what it was made from, as its first event has it
   */
  public static Begun again(
      LandscapeArchive archive, StudyFolder folder, StudyCreated created, Sweep sweep) {
    return new Begun(
        folder, created, sweep, StudyPriors.again(archive, sweep, created, StudyPriors.GOES_ON));
  }

  /**
   * Goes on with the study of this id if there is one, and begins it otherwise; asked and told if
   * that is the purpose, else run.
   *
   * @param id that a person chose; empty always begins one
   * @param sweep as it was read for {@code purpose} with {@code types}
   * @param from what the person made it from, for the one sentence that says it was another sweep
   * @throws CairnException if the study of this id was made from another sweep, or for the other
   *     mode
   */
  public static Begun either(
      Home home,
      String id,
      Purpose purpose,
      WorkerTypes types,
      Sweep sweep,
      String from,
      Instant now) {
    String mode = purpose == Purpose.ASK_TELL ? StudyDecider.ASK_TELL : RUN;
    if (id.isEmpty() || !Files.isDirectory(home.studies().resolve(id))) {
      return anew(home, id, mode, sweep, now);
    }
    StudyFolder folder = home.find(id);
    if (Studies.empty(folder)) {
      // Its first process was killed before it began; nobody was told anything of it.
      return of(folder, mode, sweep, StudyPriors.choose(home.archive(), sweep, now));
    }
    StudyCreated created = Studies.created(folder);
    Sweep stored = StudySpecs.sweep(created, purpose, types);
    if (!stored.canonicalJson().equals(sweep.canonicalJson())) {
      throw CairnException.refused(
          "study "
              + id
              + " was made from another sweep than "
              + from
              + " is now; go on with it by `cairn resume "
              + id
              + "`, or choose another --id");
    }
    if (!created.getMode().equals(mode)) {
      throw CairnException.refused(
          "study "
              + id
              + " was begun in mode "
              + created.getMode()
              + " and cannot go on in mode "
              + mode
              + "; choose another --id");
    }
    return again(home.archive(), folder, created, stored);
  }

  /** What people are told on starting. */
  public List<String> lines() {
    return priors.lines(sweep);
  }

  /** How a process takes it up. */
  public Session.Opening opening() {
    return opening(sweep.worker().longest(), events -> {});
  }

  /**
   * How a process takes it up.
   *
   * @param timeLimit longest time of one evaluation; zero for no limit
   * @param listener told of what happened
   */
  public Session.Opening opening(Duration timeLimit, Consumer<List<StudyEvent>> listener) {
    return new Session.Opening(folder, created, priors.fits(), timeLimit, listener);
  }
}
