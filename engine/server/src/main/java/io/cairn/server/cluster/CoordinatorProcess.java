package io.cairn.server.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordinator from its start until it is asked to leave. The cluster may give it up meanwhile,
 * because it was suspended, cut off or too busy for too long, also while it still starts: then it
 * comes back as a new member.
 */
public final class CoordinatorProcess {

  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorProcess.class);

  /** Before another try to start a node that took part before. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ServerNode.Settings settings;
  private final Opening opening;
  private final AtomicReference<ServerNode> current = new AtomicReference<>();
  private final CountDownLatch asked = new CountDownLatch(1);

  /** Lets people in. */
  @FunctionalInterface
  public interface Opening {
    /**
     * Opens the doors of a node that has just started; they close with its actor system.
     *
     * @throws RuntimeException if that cannot be
     */
    void open(ServerNode node);
  }

  /** A coordinator that is not started yet. */
  public CoordinatorProcess(ServerNode.Settings settings, Opening opening) {
    this.settings = settings;
    this.opening = opening;
  }

  /**
   * Takes part until {@link #leave}.
   *
   * @throws RuntimeException if the node cannot start, for example because the store or an address
   *     is not to be had. One that took part before tries again: what kept it away may pass
   */
  public void run() {
    takePart();
    while (!isAsked(Duration.ZERO)) {
      LOG.warn("the cluster gave this coordinator up; it comes back");
      try {
        takePart();
      } catch (RuntimeException e) {
        LOG.warn("it cannot come back yet: {}", e.getMessage());
        isAsked(PAUSE);
      }
    }
  }

  /** Hands its studies to other coordinators and leaves; returns when it has, and so does run. */
  public void leave() {
    asked.countDown();
    Optional.ofNullable(current.get()).ifPresent(ServerNode::close);
  }

  /** From joining to leaving, or to being given up by the others. */
  private void takePart() {
    try (ServerNode node = ServerNode.start(settings)) {
      current.set(node);
      if (isAsked(Duration.ZERO)) {
        return; // Whoever asked may have come too early to find it.
      }
      try {
        opening.open(node);
      } catch (RuntimeException e) {
        if (!node.isLeaving()) {
          throw e;
        }
        LOG.debug("given up before its doors were open", e);
      }
      node.gone().toCompletableFuture().join();
    }
  }

  /** Whether it was asked to leave, or is before the pause is over. */
  private boolean isAsked(Duration pause) {
    try {
      return asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
