package io.cairn.server.cluster;

import io.cairn.core.study.StudySpec;
import io.cairn.proto.StudyCreated;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.history.TrustCourse;
import java.util.Optional;

/**
 * What becomes of sweeps before and after they run. The composition root knows; everything here may
 * wait for the archive and the database.
 */
public interface Sweeps {

  /**
   * Terms of a study.
   *
   * @throws IllegalArgumentException if the sweep in it cannot be read, which means a newer version
   */
  Terms terms(StudyCreated created);

  /**
   * What a study is, without its priors.
   *
   * @throws IllegalArgumentException if the sweep in it cannot be read, which means a newer version
   */
  StudySpec spec(StudyCreated created);

  /**
   * The first event of a study of a sweep that was handed in, with its priors chosen.
   *
   * @throws RefusedSweepException with every mistake in it
   */
  StudyCreated found(Submission submission);

  /**
   * The report of a study as it stands now: one HTML page that needs nothing else.
   *
   * @return empty if there is no such study
   */
  Optional<String> report(String study);

  /**
   * What a study believed of its priors over time.
   *
   * @return empty if there is no such study
   */
  Optional<TrustCourse> trust(String study);

  /** Does what follows the end of a study; doing it again does no harm. */
  void settle(String study);
}
