package io.cairn.core.landscape.topology;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A piece of work whose result is asked for later; several run side by side. */
final class Task<T> {
  private final Supplier<T> work;
  private @Nullable T result;

  Task(Supplier<T> work) {
    this.work = work;
  }

  /** Does all of them, on as many processors as there are. */
  static void runAll(Task<?>... tasks) {
    Arrays.stream(tasks).parallel().forEach(Task::run);
  }

  private void run() {
    result = work.get();
  }

  /** The result, once the task has run. */
  T get() {
    return Objects.requireNonNull(result, "run the task first");
  }
}
