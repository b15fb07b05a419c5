package io.cairn.workers.node;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes checkpoints that nobody needs, one after the other on a thread of its own: a file system
 * that is far away must not hold up leases. What cannot be removed takes room and does no other
 * harm.
 */
public final class CheckpointCleaning implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointCleaning.class);

  private final Checkpoints checkpoints;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread cleaner = new Thread(task, "cairn-checkpoints");
            cleaner.setDaemon(true);
            return cleaner;
          });

  /** Of checkpoints in one place. */
  public CheckpointCleaning(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** Removes those of some trials. */
  public void drop(String study, List<Integer> trials) {
    for (int trial : trials) {
      run("trial " + trial, study, () -> checkpoints.drop(study, trial));
    }
  }

  /** Removes those of a study that is over, but for some trials. */
  public void clear(String study, Set<Integer> keep) {
    run("trials that are over", study, () -> checkpoints.clear(study, keep));
  }

  private interface Task {
    void run() throws IOException;
  }

  private void run(String what, String study, Task task) {
    thread.execute(
        () -> {
          try {
            task.run();
          } catch (IOException e) {
            LOG.warn("the checkpoint of {} of study {} stays", what, study, e);
          }
        });
  }

  /** Takes no more; what it was told is still done. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
