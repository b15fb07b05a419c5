package io.cairn.server.coordinator;

import io.cairn.core.search.Refit;
import io.cairn.core.study.StudyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The coordinator's side of the modeler: when a fit is asked for and what becomes of its answer.
 * Confined to the coordinator's thread.
 */
final class Modeling {
  private final Consumer<Refit> modeler;
  private final Logger log;
  private final List<Runnable> waiting = new ArrayList<>();

  private @Nullable Refit underWay;
  private long resultsAsked;

  private long fits;
  private long failures;
  private Duration lastFit = Duration.ZERO;
  private long resultsFitted;

  /**
   * @param modeler takes a fit to run; answers later
   * @param log of the study
   */
  Modeling(Consumer<Refit> modeler, Logger log) {
    this.modeler = modeler;
    this.log = log;
  }

  /** Asks for a fit if there is one to make. */
  void ask(StudyState state) {
    if (underWay == null && !state.phase().isEnding()) {
      state
          .refit()
          .ifPresent(
              refit -> {
                underWay = refit;
                resultsAsked = state.spending().evaluations();
                modeler.accept(refit);
              });
    }
  }

  /**
   * Takes what came of a fit. Of a fit that nobody waits for, because the study ended or was read
   * anew from its journal, nothing is taken.
   *
   * @return whether the study has a newer model now
   */
  boolean take(StudyState state, Modeler.Answer answer) {
    if (answer.refit() != underWay) {
      return false;
    }
    underWay = null;
    boolean running = !state.phase().isEnding();
    boolean newer = running && answer instanceof Modeler.Fitted fitted && install(fitted);
    if (!newer) {
      state.refitFailed();
      failures += running ? 1 : 0;
    }
    waiting.forEach(Runnable::run);
    waiting.clear();
    return newer;
  }

  /** Hands a fit to the method; one that cannot take up what happened since broke off late. */
  private boolean install(Modeler.Fitted fitted) {
    try {
      fitted.ready().install();
    } catch (RuntimeException e) {
      if (failures == 0) {
        log.warn(
            "a fit of the model cannot be taken; the study goes on with the model that it has, or"
                + " without one, and further ones are counted but not told of",
            e);
      }
      return false;
    }
    fits++;
    lastFit = fitted.took();
    resultsFitted = resultsAsked;
    return true;
  }

  /** Runs {@code then} when no fit is under way, at the latest when the one that is has ended. */
  void whenIdle(Runnable then) {
    if (underWay == null) {
      then.run();
    } else {
      waiting.add(then);
    }
  }

  /** How the model stands; empty before the first fit, for ever if the study's method has none. */
  Optional<ModelView> view(StudyState state) {
    if (fits + failures == 0 && underWay == null) {
      return Optional.empty();
    }
    long age = fits == 0 ? 0 : state.spending().evaluations() - resultsFitted;
    return Optional.of(new ModelView(fits, failures, lastFit, age, underWay != null));
  }
}
