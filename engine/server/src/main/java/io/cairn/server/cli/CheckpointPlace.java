package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.workers.node.CheckpointFolder;
import io.cairn.workers.node.Checkpoints;
import io.cairn.workers.s3.S3Checkpoints;
import io.cairn.workers.s3.S3Location;
import io.cairn.workers.s3.S3Settings;
import io.cairn.workers.s3.StoreRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code --checkpoints} names: a folder, or a bucket. */
final class CheckpointPlace {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointPlace.class);

  /** Local copies of what is in a bucket, of all workers of a home. */
  private static final String COPIES = "checkpoint-copies";

  private CheckpointPlace() {}

  /**
   * Opens it, a bucket after it was tried out.
   *
   * @param environment where AWS's tools look for the endpoint and the region
   * @throws CairnException with the sentence of what is wrong with it
   */
  static Checkpoints open(String text, Home home, Map<String, String> environment) {
    return S3Location.isMeantBy(text) ? bucket(text, home, environment) : folder(text);
  }

  private static Checkpoints folder(String text) {
    try {
      Path folder = Path.of(text).toAbsolutePath();
      Files.createDirectories(folder);
      return CheckpointFolder.shared(folder);
    } catch (InvalidPathException e) {
      throw CairnException.invalid("--checkpoints = " + text + " is no path: " + e.getReason());
    } catch (IOException e) {
      throw CairnException.refused("the worker's folders cannot be made: " + e.getMessage());
    }
  }

  private static Checkpoints bucket(String text, Home home, Map<String, String> environment) {
    try {
      S3Settings settings = S3Settings.of(S3Location.parse(text), environment);
      return S3Checkpoints.open(settings, home.root().resolve(COPIES));
    } catch (IllegalArgumentException | StoreRefusedException e) {
      throw CairnException.invalid("--checkpoints: " + e.getMessage());
    } catch (IOException e) {
      throw CairnException.refused("--checkpoints: " + e.getMessage());
    }
  }

  /** Gives back what it holds; what stays is removed by the next worker. */
  static void close(Checkpoints checkpoints) {
    if (checkpoints instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) {
        LOG.warn("local copies of checkpoints stay: {}", e.getMessage());
      }
    }
  }
}
