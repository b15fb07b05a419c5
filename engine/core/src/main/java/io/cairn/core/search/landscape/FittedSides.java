package io.cairn.core.search.landscape;

import io.cairn.core.search.Refit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of the two sides, fitted when somebody asks or in the background.
 *
 * <p>What a fit sees is captured at certain numbers of reports, whether or not anybody asks for an
 * answer then; the fit itself can wait. What happened since is told to the model when it is there.
 * So answers are a function of the facts, on a live run and on replay alike.
 */
final class FittedSides {
  private static final int GROWTH = 8;
  private static final int MOST_BETWEEN_FITS = 64;

  /** Observations beyond which a model that nobody refits takes in no more. */
  private static final int MOST_OBSERVATIONS = 800;

  private final List<Side> sides = new ArrayList<>();
  private final Fits fits;
  private boolean background;

  /** Prepares fits. */
  @FunctionalInterface
  interface Fits {
    /**
     * A fit to what is known now; reads nothing that changes.
     *
     * @param withPriors for which side
     * @param number how many fits of this side were prepared before
     */
    Supplier<ArmModel> prepare(boolean withPriors, int number);
  }

  private record Captured(Supplier<ArmModel> fit, List<Consumer<ArmModel>> since) {
    void catchUp(ArmModel model) {
      since.forEach(news -> news.accept(model));
    }
  }

  private static final class Side {
    private final boolean withPriors;
    private @Nullable ArmModel model;
    private int capturedAt;
    private int captures;

    /** What the next fit will see. */
    private @Nullable Captured captured;

    /** What is being fitted in the background. */
    private @Nullable Captured running;

    Side(boolean withPriors) {
      this.withPriors = withPriors;
    }
  }

  /**
   * Models of a study.
   *
   * @param withPriors whether there is a side with priors
   */
  FittedSides(boolean withPriors, Fits fits) {
    this.fits = fits;
    if (withPriors) {
      sides.add(new Side(true));
    }
    sides.add(new Side(false));
  }

  /** From now on nothing is fitted by {@link #current}. */
  void inBackground() {
    background = true;
  }

  /** A side's newest model; null without any, and when it is too far behind to be of use. */
  @Nullable ArmModel current(boolean withPriors) {
    Side side = sides.get(withPriors ? 0 : sides.size() - 1);
    Captured due = side.captured;
    if (!background && due != null) {
      ArmModel model = due.fit().get();
      due.catchUp(model);
      side.model = model;
      side.captured = null;
    }
    ArmModel model = side.model;
    return model == null || model.observations() > MOST_OBSERVATIONS ? null : model;
  }

  /** The newest models of all sides. */
  List<ArmModel> all() {
    List<ArmModel> models = new ArrayList<>();
    for (Side side : sides) {
      ArmModel model = current(side.withPriors);
      if (model != null) {
        models.add(model);
      }
    }
    return models;
  }

  /** Captures what the next fits will see, if enough was reported since the last time. */
  void capture(int reports) {
    for (Side side : sides) {
      int growth = Math.min(MOST_BETWEEN_FITS, Math.max(1, side.capturedAt / GROWTH));
      if (side.captures == 0 || reports - side.capturedAt >= growth) {
        side.captured =
            new Captured(fits.prepare(side.withPriors, side.captures), new ArrayList<>());
        side.capturedAt = reports;
        side.captures++;
      }
    }
  }

  /** Something happened. */
  void tell(Consumer<ArmModel> news) {
    for (Side side : sides) {
      ArmModel model = side.model;
      if (model != null && model.observations() <= MOST_OBSERVATIONS) {
        news.accept(model);
      }
      if (side.captured != null) {
        side.captured.since().add(news);
      }
      if (side.running != null) {
        side.running.since().add(news);
      }
    }
  }

  /** The fits that are due, as one piece of work; empty if none is or some are under way. */
  Optional<Refit> refit() {
    List<Side> due = sides.stream().filter(side -> side.captured != null).toList();
    if (due.isEmpty() || sides.stream().anyMatch(side -> side.running != null)) {
      return Optional.empty();
    }
    for (Side side : due) {
      side.running = side.captured;
      side.captured = null;
    }
    List<Captured> work = due.stream().map(side -> Objects.requireNonNull(side.running)).toList();
    return Optional.of(
        () -> {
          List<ArmModel> models = work.stream().map(captured -> captured.fit().get()).toList();
          return () -> handIn(due, work, models);
        });
  }

  private static void handIn(List<Side> sides, List<Captured> work, List<ArmModel> models) {
    for (int i = 0; i < models.size(); i++) {
      work.get(i).catchUp(models.get(i));
      sides.get(i).model = models.get(i);
      sides.get(i).running = null;
    }
  }

  /** The fits under way will not be handed in. */
  void refitFailed() {
    sides.forEach(side -> side.running = null);
  }
}
