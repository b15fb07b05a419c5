package io.cairn.server.coordinator;

import io.cairn.proto.StudyCreated;

/** Makes the terms of a study from its first event. A pure function of the event. */
@FunctionalInterface
public interface TermsReader {

  /**
   * The terms.
   *
   * @throws IllegalArgumentException if the sweep in it cannot be read, which means a newer version
   */
  Terms read(StudyCreated created);
}
