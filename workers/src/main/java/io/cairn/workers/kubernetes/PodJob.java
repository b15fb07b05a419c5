package io.cairn.workers.kubernetes;

import io.cairn.workers.batch.Poll;
import io.cairn.workers.batch.SharedFile;
import io.cairn.workers.process.Job;
import io.cairn.workers.process.Launch;
import io.cairn.workers.spi.Outcome.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pod. While the cluster does not answer, the pod counts as standing as it did. */
final class PodJob implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(PodJob.class);
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration STOPPING_POLL = Duration.ofMillis(500);

  /** The log of a pod that has ended is waited for so long, and no longer. */
  private static final long LOG_PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Kubectl kubectl;
  private final String name;
  private final Launch launch;
  private final PodLog log;
  private Poll poll;
  private volatile PodState state = PodState.NEW;
  private Optional<String> news;
  private long endedAt;
  private boolean lastConnection;
  private volatile boolean deleted;

  PodJob(Kubectl kubectl, String name, Launch launch, Duration poll) {
    this.kubectl = kubectl;
    this.name = name;
    this.launch = launch;
    this.log = new PodLog(kubectl.words("logs", "--follow", name));
    this.poll =
        new Poll(poll.compareTo(FIRST_POLL) < 0 ? poll : FIRST_POLL, poll, System::nanoTime);
    this.news = Optional.of("created the pod " + name);
  }

  @Override
  public InputStream stdout() {
    return log;
  }

  /** A pod's log holds both. */
  @Override
  public InputStream stderr() {
    return InputStream.nullInputStream();
  }

  @Override
  public Optional<String> news() {
    Optional<String> told = news;
    news = Optional.empty();
    return told;
  }

  @Override
  public boolean isWaiting() {
    return state.isWaiting();
  }

  @Override
  public boolean isAlive() throws IOException {
    if (!state.hasEnded() && poll.isDue()) {
      ask();
    }
    if (!state.hasEnded()) {
      if (!state.isWaiting() && !deleted) {
        log.connect();
      }
      return true;
    }
    return !isRead();
  }

  /**
   * Whether the log of the pod, which has ended, was read to its end: over a connection that was
   * made after the end, because an earlier one may have broken before.
   */
  private boolean isRead() throws IOException {
    if (deleted || state.exitCode().isEmpty() || System.nanoTime() - endedAt > LOG_PATIENCE) {
      return true;
    }
    if (!lastConnection) {
      lastConnection = log.connect();
      return false;
    }
    return log.isOver();
  }

  private void ask() {
    try {
      PodState found = kubectl.state(name).orElse(PodState.GONE);
      if (!found.equals(state)) {
        if (!found.words().equals(state.words())) {
          news = Optional.of("pod " + name + ": " + found.words());
        }
        state = found;
        endedAt = System.nanoTime();
        if (found.hasEnded()) {
          SharedFile.refresh(launch.files().results());
        }
        poll.soon();
      }
    } catch (IOException e) {
      LOG.debug("pod {}: {}", name, e.getMessage());
    }
  }

  @Override
  public int exitCode() {
    return state.exitCode().orElse(0);
  }

  @Override
  public Optional<Failed> trouble() {
    return state.trouble();
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  @Override
  public int left() {
    if (!state.hasEnded() && poll.isDue()) {
      ask();
    }
    return state.hasEnded() ? 0 : 1;
  }

  @Override
  public void askToEnd() {
    poll = new Poll(STOPPING_POLL, STOPPING_POLL, System::nanoTime);
    delete();
  }

  private boolean delete() {
    try {
      deleted = kubectl.delete(name);
    } catch (IOException e) {
      LOG.warn("the pod {} could not be deleted: {}", name, e.getMessage());
    }
    return deleted;
  }

  /** Kubernetes itself kills what does not end: nothing is left to do once it has been told. */
  @Override
  public boolean kill(Duration patience) {
    return deleted || delete();
  }

  @Override
  public void forget() throws IOException {
    launch.forget();
  }
}
