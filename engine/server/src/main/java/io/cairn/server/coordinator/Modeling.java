package io.cairn.server.coordinator;

import io.cairn.core.search.Refit;
import io.cairn.core.study.LedBy;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's side of the modeler: when a fit is asked for and what becomes of its answer.
 * Confined to the coordinator's thread.
 */
final class Modeling {
  private final Consumer<Refit> modeler;
  private final List<Runnable> waiting = new ArrayList<>();

  private @Nullable Refit underWay;
  private long resultsAsked;

  private long fits;
  private long failures;
  private Duration lastFit = Duration.ZERO;
  private long resultsFitted;
  private final Map<LedBy, Long> ledBy = new EnumMap<>(LedBy.class);

  /**
   * @param modeler takes a fit to run; answers later
   */
  Modeling(Consumer<Refit> modeler) {
    this.modeler = modeler;
  }

  /** Takes note of what was decided. */
  void decided(List<StudyEvent> events) {
    for (StudyEvent event : events) {
      LedBy.of(event).ifPresent(lead -> ledBy.merge(lead, 1L, Long::sum));
    }
  }

  /** Asks for a fit if there is one to make. */
  void ask(StudyState state) {
    if (underWay == null && state.phase() == StudyPhase.RUNNING) {
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
    boolean newer = false;
    if (state.phase() != StudyPhase.RUNNING) {
      state.refitFailed();
    } else if (answer instanceof Modeler.Fitted fitted) {
      fitted.ready().install();
      fits++;
      lastFit = fitted.took();
      resultsFitted = resultsAsked;
      newer = true;
    } else {
      state.refitFailed();
      failures++;
    }
    waiting.forEach(Runnable::run);
    waiting.clear();
    return newer;
  }

  /** Runs {@code then} when no fit is under way, at the latest when the one that is has ended. */
  void whenIdle(Runnable then) {
    if (underWay == null) {
      then.run();
    } else {
      waiting.add(then);
    }
  }

  /** How the model stands; empty if the study's method has none. */
  Optional<ModelView> view(StudyState state) {
    if (fits + failures == 0 && underWay == null) {
      return Optional.empty();
    }
    long age = fits == 0 ? 0 : state.spending().evaluations() - resultsFitted;
    return Optional.of(new ModelView(fits, failures, lastFit, age, underWay != null, ledBy));
  }
}
