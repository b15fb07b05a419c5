package io.cairn.server.coordinator;

import io.cairn.core.search.Refit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Where fits of models run: away from decisions. */
@FunctionalInterface
public interface Fits {

  /** Starts a fit and does not wait for it. */
  CompletionStage<Refit.Ready> run(Refit refit);

  /** On the threads of {@code cairn.modeler-dispatcher}, which do nothing else. */
  static Fits of(ActorSystem<?> system) {
    var threads =
        system.dispatchers().lookup(DispatcherSelector.fromConfig("cairn.modeler-dispatcher"));
    return refit -> CompletableFuture.supplyAsync(refit::run, threads);
  }
}
