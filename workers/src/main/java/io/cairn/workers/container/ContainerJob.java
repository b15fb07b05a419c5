package io.cairn.workers.container;

import io.cairn.workers.process.Job;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A container with the client that is attached to it. Ending the client would leave the container
 * running, so signals go to the container; the client ends when it has.
 */
final class ContainerJob implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(ContainerJob.class);

  /** Of an engine's own troubles, as of docker run and podman run. */
  private static final int ENGINE_TROUBLE = 125;

  private static final int KILLED = 137;
  private static final long BETWEEN_QUESTIONS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Job client;
  private final Engine engine;
  private final String name;
  private final ContainerSettings settings;
  private boolean ended;
  private boolean removed;
  private long asked = System.nanoTime() - BETWEEN_QUESTIONS;

  ContainerJob(Job client, Engine engine, String name, ContainerSettings settings) {
    this.client = client;
    this.engine = engine;
    this.name = name;
    this.settings = settings;
  }

  @Override
  public InputStream stdout() {
    return client.stdout();
  }

  @Override
  public InputStream stderr() {
    return client.stderr();
  }

  @Override
  public boolean isAlive() throws IOException {
    return client.isAlive();
  }

  @Override
  public int exitCode() {
    return client.exitCode();
  }

  @Override
  public boolean isAdvice(String line) {
    return line.startsWith("Run '") || line.startsWith("See '");
  }

  @Override
  public Optional<Failed> trouble() {
    int code = client.exitCode();
    if (code == 0) {
      return Optional.empty();
    }
    try {
      Optional<Engine.State> state = engine.state(name);
      if (state.isEmpty() || (code == ENGINE_TROUBLE && state.get().neverRan())) {
        return unavailable("could not start a container of the image " + settings.image());
      }
      if (state.get().runs()) {
        return unavailable("lost its connection to the container");
      }
      // The mark stays once any process of the container was ended so; it explains an end only
      // where the command was killed: https://github.com/moby/moby/issues/43564.
      if (code == KILLED && state.get().outOfMemory()) {
        return Optional.of(
            new Failed(
                Kind.ERROR,
                "the container was killed because its memory was used up"
                    + settings
                        .memory()
                        .map(most -> "; worker.memory is " + most)
                        .orElse(", that of the machine")));
      }
      return Optional.empty();
    } catch (IOException e) {
      return unavailable("does not say what became of the container (" + e.getMessage() + ")");
    }
  }

  private Optional<Failed> unavailable(String what) {
    return Optional.of(
        new Failed(
            Kind.UNAVAILABLE,
            "%s %s; it ended with exit code %d"
                .formatted(engine.program().getFileName(), what, client.exitCode())));
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    client.pause(millis);
  }

  @Override
  public void remember() {
    client.remember();
  }

  @Override
  public int left() {
    int processes = client.left();
    return processes > 0 ? processes : containers();
  }

  /** 1 while the container runs, as far as it is known. */
  private synchronized int containers() {
    if (!ended && System.nanoTime() - asked >= BETWEEN_QUESTIONS) {
      try {
        ended = engine.state(name).filter(Engine.State::runs).isEmpty();
      } catch (IOException e) {
        LOG.debug("{} does not say whether {} runs: {}", engine.program(), name, e.getMessage());
      }
      asked = System.nanoTime();
    }
    return ended ? 0 : 1;
  }

  @Override
  public void askToEnd() {
    try {
      engine.signal(name, "TERM");
    } catch (IOException e) {
      LOG.warn("{} could not be asked to end: {}", name, e.getMessage());
    }
  }

  @Override
  public synchronized boolean kill(Duration patience) {
    if (!removed) {
      try {
        // Also a client that still waits for its image, and would start the container afterwards.
        boolean gone = client.kill(patience);
        removed = engine.remove(name) && gone;
      } catch (IOException e) {
        LOG.warn("the container {} could not be removed: {}", name, e.getMessage());
      }
    }
    return removed;
  }

  @Override
  public void forget() throws IOException {
    client.forget();
  }
}
