package io.cairn.workers.jvm;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.net.URLClassLoader;

/**
 * An evaluator of the user's, whose code sees its own class loader as the thread's.
 *
 * @param evaluator the user's
 * @param loader of its classes
 */
record LoadedEvaluator(Evaluator evaluator, URLClassLoader loader) implements Evaluator {

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return evaluator.evaluate(evaluation, progress);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    try {
      evaluator.close();
    } finally {
      Loaders.close(loader);
    }
  }
}
