package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.cluster.Claim;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.cluster.RefusedSweepException;
import io.cairn.server.cluster.Submission;
import io.cairn.server.cluster.Sweeps;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.coordinator.StudyJson;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.store.Store;
import io.cairn.server.store.StudyIndex;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Remains;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyIds;
import io.cairn.server.studies.StudyPriors;
import io.cairn.server.studies.StudySpecs;
import io.cairn.server.studies.StudyTrust;
import io.cairn.server.studies.SweepProblems;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sweeps of a cluster: their priors come from its archive, and their landscapes go there. */
public final class ClusterSweeps implements Sweeps {

  private final Store store;
  private final LandscapeArchive archive;
  private final InstantSource time;

  /** Of a store, with its archive. */
  public ClusterSweeps(Store store, InstantSource time) {
    this.store = store;
    this.archive = store.archive();
    this.time = time;
  }

  @Override
  public Terms terms(StudyCreated created) {
    Sweep sweep = StudySpecs.sweep(created, Purpose.STORED);
    StudySpec spec = StudySpecs.spec(created);
    StudyPriors priors = StudyPriors.again(archive, sweep, created, StudyPriors.GOES_ON);
    SweepWorker worker = SweepWorker.of(created.getSweepJson());
    Claim.Builder claim =
        Claim.newBuilder()
            .setStudy(created.getStudy())
            .setWeight(sweep.share().weight())
            .setPriority(sweep.share().priority())
            .setMaxInFlight(spec.workers().maxInFlight().orElse(0))
            .setWorkerType(worker.type());
    return new Terms(
        spec.withPriors(priors.fits()), worker.timeLimit().orElse(Duration.ZERO), claim.build());
  }

  @Override
  public StudySpec spec(StudyCreated created) {
    return StudySpecs.spec(created);
  }

  @Override
  public StudyCreated found(Submission submission) {
    if (submission.length() > Submission.LONGEST) {
      throw new RefusedSweepException(
          "the sweep has "
              + submission.length()
              + " bytes; "
              + Submission.LONGEST
              + " are the most, since it travels to every worker: put long lists of values into a"
              + " file that the worker reads");
    }
    Path folder = Path.of(submission.sweepFolder());
    if (!folder.isAbsolute()) {
      throw new RefusedSweepException(
          "folder = " + submission.sweepFolder() + " must be an absolute path");
    }
    try {
      Sweep sweep = SweepReader.parse(submission.sweepJson(), folder, Purpose.STORED);
      if (SweepWorker.of(submission.sweepJson()).type().isEmpty()) {
        throw new RefusedSweepException(
            "the sweep has no worker section, so no worker of the cluster can run its evaluations");
      }
      String id =
          submission.id().isEmpty()
              ? StudyIds.of(sweep.study().name(), time.instant(), submission.token())
              : StudyIds.checked(submission.id());
      StudyPriors priors = StudyPriors.choose(archive, sweep, time.instant());
      return StudySpecs.created(id, Begun.RUN, sweep, priors).toBuilder()
          .setSweepJson(SweepWorker.attach(sweep.canonicalJson(), submission.sweepJson()))
          .build();
    } catch (InvalidSweepException e) {
      throw new RefusedSweepException(SweepProblems.text(e));
    } catch (CairnException e) {
      throw new RefusedSweepException(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> report(String study) {
    return load(study)
        .map(stored -> Remains.page(stored, Remains.reportContext(stored, time.instant())));
  }

  @Override
  public Optional<TrustCourse> trust(String study) {
    return store
        .studies()
        .created(study)
        .map(
            created -> {
              StudySpec spec = StudySpecs.spec(created);
              if (!Methods.fitsPriors(spec.method().name())) {
                return TrustCourse.none(StudyTrust.doesNotWeigh(study, spec));
              }
              Sweep sweep = StudySpecs.sweep(created, Purpose.STORED);
              StudyPriors priors =
                  StudyPriors.again(archive, sweep, created, StudyTrust.SAID_WITHOUT);
              EventCodec codec = new EventCodec(spec.space());
              return TrustCourse.of(
                  spec.withPriors(priors.fits()),
                  () ->
                      store
                          .commits(study)
                          .flatMap(entry -> entry.commit().getEventsList().stream())
                          .flatMap(event -> codec.decode(event).stream()),
                  priors.fitted().map(FittedPriors::warnings).orElse(List.of()));
            });
  }

  @Override
  public void settle(String study) {
    Studies.Stored stored =
        load(study).orElseThrow(() -> new IllegalStateException("the store has no study " + study));
    StudyHistory history = stored.history();
    if (history.best().isPresent()) {
      try {
        archive.put(ArchivedLandscape.of(Remains.landscape(stored)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    store
        .studies()
        .update(
            List.of(
                new StudyIndex.StatusUpdate(
                    study, Long.MAX_VALUE, StudyIndex.ENDED, StudyJson.of(history))));
  }

  /** A study as its journal has it now. */
  private Optional<Studies.Stored> load(String study) {
    Optional<StudyCreated> created = store.studies().created(study);
    if (created.isEmpty()) {
      return Optional.empty();
    }
    StudySpec spec = StudySpecs.spec(created.get());
    EventCodec codec = new EventCodec(spec.space());
    try (Stream<JournalReader.Entry> commits = store.commits(study)) {
      StudyHistory history =
          StudyHistory.of(
              spec,
              study,
              commits
                  .flatMap(entry -> entry.commit().getEventsList().stream())
                  .flatMap(event -> codec.decode(event).stream()));
      return Optional.of(new Studies.Stored(created.get(), spec, history));
    }
  }
}
