package io.cairn.server.cli;

/** What a node does when it is asked to end, by Ctrl-C or SIGTERM. */
final class Leaving {

  private Leaving() {}

  /** Runs {@code leave} when the process is asked to end, before it does. */
  static Thread onSignal(Runnable leave) {
    Thread hook = new Thread(leave, "cairn-leave");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  /**
   * The node is gone. If that was asked for, the process ends when the hook is done; otherwise
   * there is nothing to do for it any more.
   */
  static void await(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      try {
        Thread.currentThread().join(); // Until the process ends, which ends this thread.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
