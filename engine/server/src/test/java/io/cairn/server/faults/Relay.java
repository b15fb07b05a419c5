package io.cairn.server.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The one thread that forwards the bytes of all links, and the only one that touches them. */
final class Relay implements AutoCloseable {

  /** What a channel belongs to. */
  interface Party {

    /** Something can be done with the channel of this key. */
    void ready(SelectionKey key);
  }

  /** Something to do on the thread. */
  interface Task {
    void run() throws IOException;
  }

  private final Selector selector;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::loop, "relay");

  Relay() {
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.setDaemon(true);
    thread.start();
  }

  Selector selector() {
    return selector;
  }

  /** Does something between two rounds, and returns when it is done. */
  void call(Task task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    tasks.add(
        () -> {
          try {
            task.run();
            done.complete(null);
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        });
    selector.wakeup();
    done.orTimeout(1, TimeUnit.MINUTES).join();
  }

  /** What was done for one key may have ended the connection of the next. */
  private static void ready(SelectionKey key) {
    if (key.isValid()) {
      ((Party) key.attachment()).ready(key);
    }
  }

  private void loop() {
    try (selector) {
      while (selector.isOpen()) {
        selector.select(Relay::ready);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
          task.run();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the thread; whoever has links closes them before. */
  @Override
  public void close() {
    call(selector::close);
  }
}
