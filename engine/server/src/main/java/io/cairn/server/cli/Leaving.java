package io.cairn.server.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What a node does when it is asked to end, by Ctrl-C or SIGTERM.
 *
 * <p>It leaves before the JVM begins to end: the hooks of that run side by side, and the one that
 * ends commands would not wait for a node that gives its evaluations time to finish. A second
 * signal ends the process at once.
 */
final class Leaving {

  private static final List<String> SIGNALS = List.of("TERM", "INT");
  private static final int SIGNALLED = 128;

  private final Runnable leave;
  private final AtomicBoolean asked = new AtomicBoolean();

  private Leaving(Runnable leave) {
    this.leave = leave;
  }

  /** Runs {@code leave} when the process is asked to end, before it does. */
  static Leaving onSignal(Runnable leave) {
    Leaving leaving = new Leaving(leave);
    for (String name : SIGNALS) {
      try {
        Signal.handle(new Signal(name), leaving::handle);
      } catch (IllegalArgumentException e) {
        // The JVM was told to leave signals alone (-Xrs), or whoever started it ignores this one.
        continue;
      }
    }
    return leaving;
  }

  /** The JVM calls this on a thread of its own. */
  private void handle(Signal signal) {
    if (asked.compareAndSet(false, true)) {
      try {
        leave.run();
      } finally {
        System.exit(SIGNALLED + signal.getNumber());
      }
    } else {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
  }

  /**
   * The node is gone. If that was asked for, the process ends when leaving is done; otherwise there
   * is nothing to do for it any more.
   */
  void await() {
    if (!asked.compareAndSet(false, true)) {
      try {
        new CountDownLatch(1).await(); // Until the process ends, which ends this thread.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
