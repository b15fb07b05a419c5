package io.cairn.server.coordinator;

import io.cairn.proto.StudyCreated;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where a coordinator without a journal yet finds what its study is to be. */
@FunctionalInterface
public interface Origin {

  /** Somebody opens the study by hand. */
  Origin BY_HAND = study -> CompletableFuture.completedFuture(Optional.empty());

  /** The first event of a study that was handed in; empty if there is no such study. */
  CompletionStage<Optional<StudyCreated>> of(String study);
}
