package io.cairn.server.dispatch;

import io.cairn.server.coordinator.StudyCoordinator;
import org.apache.pekko.actor.typed.RecipientRef;

/** Finds the coordinator of a study, wherever it runs. */
@FunctionalInterface
public interface StudyRefs {

  /** The coordinator of the study with this id. */
  RecipientRef<StudyCoordinator.Command> of(String study);
}
