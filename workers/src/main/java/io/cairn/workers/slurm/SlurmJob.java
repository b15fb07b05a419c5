package io.cairn.workers.slurm;

import io.cairn.workers.batch.Poll;
import io.cairn.workers.batch.SharedFile;
import io.cairn.workers.process.Job;
import io.cairn.workers.process.Launch;
import io.cairn.workers.spi.Outcome.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job of Slurm. While Slurm does not answer, the job counts as standing as it did.
 *
 * <p>A job that Slurm forgot (it was not asked for longer than it remembers, or its accounting is
 * late) is asked for {@link #FORGOTTEN} times before it counts as lost.
 */
final class SlurmJob implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(SlurmJob.class);
  private static final Duration FIRST_POLL = Duration.ofSeconds(1);
  private static final Duration STOPPING_POLL = Duration.ofMillis(500);
  private static final int FORGOTTEN = 3;

  private final Slurm slurm;
  private final String number;
  private final Launch launch;
  private final GrowingFile out;
  private final GrowingFile err;
  private Poll poll;
  private volatile JobState state = new JobState("PENDING", "", OptionalInt.empty());
  private Optional<String> news;
  private int forgotten;
  private volatile boolean cancelled;

  /**
   * @param number the job's
   * @param poll longest time between two questions
   */
  SlurmJob(Slurm slurm, String number, Launch launch, Path out, Path err, Duration poll) {
    this.slurm = slurm;
    this.number = number;
    this.launch = launch;
    this.out = new GrowingFile(out);
    this.err = new GrowingFile(err);
    this.poll =
        new Poll(poll.compareTo(FIRST_POLL) < 0 ? poll : FIRST_POLL, poll, System::nanoTime);
    this.news = Optional.of("submitted as job " + number + " of Slurm");
  }

  @Override
  public InputStream stdout() {
    return out;
  }

  @Override
  public InputStream stderr() {
    return err;
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
  public boolean isAlive() {
    if (!state.hasEnded() && poll.isDue()) {
      ask();
    }
    return !state.hasEnded();
  }

  private void ask() {
    try {
      Optional<JobState> found = slurm.state(number);
      forgotten = found.isPresent() ? 0 : forgotten + 1;
      if (found.isPresent() && !found.get().equals(state)) {
        take(found.get());
      } else if (forgotten >= FORGOTTEN) {
        take(new JobState("NODE_FAIL", "Slurm knows nothing of it any more", OptionalInt.empty()));
      }
    } catch (IOException e) {
      LOG.debug("job {}: {}", number, e.getMessage());
    }
  }

  private void take(JobState found) {
    if (!found.words().equals(state.words())) {
      news = Optional.of("job " + number + " of Slurm: " + found.words());
    }
    poll.soon();
    if (found.hasEnded()) {
      out.complete();
      err.complete();
      SharedFile.refresh(launch.files().results());
    }
    state = found;
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
    return isAlive() ? 1 : 0;
  }

  @Override
  public void askToEnd() {
    poll = new Poll(STOPPING_POLL, STOPPING_POLL, System::nanoTime);
    cancel();
  }

  private boolean cancel() {
    try {
      cancelled = slurm.cancel(number);
    } catch (IOException e) {
      LOG.warn("job {} of Slurm could not be cancelled: {}", number, e.getMessage());
    }
    return cancelled;
  }

  /** Slurm itself kills what does not end: nothing is left to do once it has been told. */
  @Override
  public boolean kill(Duration patience) {
    return state.hasEnded() || cancelled || cancel();
  }

  @Override
  public void forget() throws IOException {
    launch.forget();
  }
}
