package io.cairn.server.remote;

import io.cairn.workers.node.CheckpointCleaning;
import io.cairn.workers.node.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checkpoints that a server keeps for workers without a place of their own: one file of a trial,
 * whole or not at all. Its name is the token of the lease that it came with, and the highest
 * counts; so a worker that has lost its lease and is late replaces nothing.
 *
 * <p>Everything here but cleaning waits for a disk or a bucket.
 */
public final class RemoteCheckpoints {

  private static final Pattern FILE = Pattern.compile("(\\d{1,19})\\.checkpoint");

  private final Checkpoints place;
  private final Path arrivals;
  private final CheckpointCleaning cleaning;

  /**
   * @param place where they are kept
   * @param arrivals folder for what is on its way here
   */
  public RemoteCheckpoints(Checkpoints place, Path arrivals) {
    this.place = place;
    this.arrivals = arrivals;
    this.cleaning = new CheckpointCleaning(place);
  }

  /**
   * A file of its own for a checkpoint that arrives.
   *
   * @throws IOException if there can be none
   */
  public Path arriving() throws IOException {
    return Files.createDirectories(arrivals).resolve(UUID.randomUUID().toString());
  }

  /**
   * Makes a file that has arrived what the trial's next evaluation finds.
   *
   * @param arrived is moved
   * @param token of the lease that it came with
   * @throws IOException if it cannot be kept; what was kept before is then still there
   */
  public void keep(String study, int trial, long token, Path arrived) throws IOException {
    Path folder = place.take(study, trial);
    try {
      Path beside = folder.resolve(".arriving-" + UUID.randomUUID());
      try {
        Files.move(arrived, beside);
        Files.move(beside, folder.resolve(token + ".checkpoint"), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
      for (Path older : newestFirst(folder).stream().skip(1).toList()) {
        Files.deleteIfExists(older);
      }
      place.keep(study, trial);
    } finally {
      place.release(study, trial);
    }
  }

  /** What is done with a checkpoint while it stays where it is. */
  @FunctionalInterface
  public interface Reading<T> {
    /** Does it. */
    T of(Path file) throws IOException;
  }

  /**
   * A trial's checkpoint, for reading.
   *
   * @param reading opens it; once it is open it may be replaced
   * @return empty if there is none
   * @throws IOException if it cannot be had
   */
  public <T> Optional<T> read(String study, int trial, Reading<T> reading) throws IOException {
    Path folder = place.take(study, trial);
    try {
      List<Path> all = newestFirst(folder);
      return all.isEmpty() ? Optional.empty() : Optional.of(reading.of(all.get(0)));
    } finally {
      place.release(study, trial);
    }
  }

  private static List<Path> newestFirst(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> token(file) > 0)
          .sorted(Comparator.comparingLong(RemoteCheckpoints::token).reversed())
          .toList();
    }
  }

  private static long token(Path file) {
    Matcher name = FILE.matcher(file.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** Removes those of some trials, in the background. */
  public void drop(String study, List<Integer> trials) {
    cleaning.drop(study, trials);
  }

  /** Removes those of a study that is over but for some trials, in the background. */
  public void clear(String study, List<Integer> keep) {
    cleaning.clear(study, Set.copyOf(keep));
  }
}
