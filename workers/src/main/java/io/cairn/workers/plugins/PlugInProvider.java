package io.cairn.workers.plugins;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.InvalidSettingsException.Problem;
import io.cairn.workers.spi.WorkerSettings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kind of worker of a plug-in. Whatever goes wrong while it makes an evaluator is told as a
 * mistake in {@code worker.type}, since that is what a person can change.
 */
final class PlugInProvider implements EvaluatorProvider {

  private static final Logger LOG = LoggerFactory.getLogger(PlugInProvider.class);

  private final String type;
  private final EvaluatorProvider provider;
  private final PlugInClassLoader loader;
  private final PlugInBounds bounds;

  /** Evaluators of the whole plug-in that are not closed yet. */
  private final AtomicInteger open;

  PlugInProvider(
      String type,
      EvaluatorProvider provider,
      PlugInClassLoader loader,
      PlugInBounds bounds,
      AtomicInteger open) {
    this.type = type;
    this.provider = provider;
    this.loader = loader;
    this.bounds = bounds;
    this.open = open;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    try {
      Optional<Evaluator> made =
          Bounded.call(
              loader, bounds.create(), () -> Optional.ofNullable(provider.create(settings)));
      return new PlugInEvaluator(
          made.orElseThrow(() -> unusable("made no evaluator (null)")), loader, bounds, open);
    } catch (TimeoutException e) {
      throw unusable(
          "did not make an evaluator within "
              + bounds.create().toSeconds()
              + " s; making one must not wait for anything");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable("was interrupted while it made an evaluator");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof InvalidSettingsException invalid) {
        throw invalid;
      }
      Throwable thrown = cause == null ? e : cause;
      Noted.warn(LOG, "plug-in " + loader.plugIn() + " failed to make an evaluator", thrown);
      throw unusable("failed to make an evaluator: " + PlugInTrouble.of(thrown));
    }
  }

  private InvalidSettingsException unusable(String what) {
    return new InvalidSettingsException(
        List.of(
            new Problem(
                "type",
                "= \"%s\" cannot be used: plug-in %s %s".formatted(type, loader.plugIn(), what))));
  }

  @Override
  public String toString() {
    return type + " of plug-in " + loader.plugIn();
  }
}
