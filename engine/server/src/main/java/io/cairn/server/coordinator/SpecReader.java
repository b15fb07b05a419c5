package io.cairn.server.coordinator;

import io.cairn.core.study.StudySpec;
import io.cairn.proto.StudyCreated;

/** Makes the spec of a study from its first event. A pure function of the event. */
@FunctionalInterface
public interface SpecReader {

  /**
   * The spec.
   *
   * @throws IllegalArgumentException if the sweep in it cannot be read, which means a newer version
   */
  StudySpec read(StudyCreated created);
}
