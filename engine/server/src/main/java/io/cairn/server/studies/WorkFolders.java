package io.cairn.server.studies;

import io.cairn.server.journal.StudyFolder;
import io.cairn.workers.process.Leftovers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What workers leave in the folder of a study. */
final class WorkFolders {

  private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);

  private static final String CHECKPOINTS = "checkpoints";
  private static final String SCRATCH = "scratch";

  private WorkFolders() {}

  /** Ends processes that a killed run left behind: they would go on writing checkpoints. */
  static void endLeftovers(StudyFolder folder) {
    Path scratch = folder.path().resolve(SCRATCH);
    if (!Files.isDirectory(scratch)) {
      return;
    }
    try {
      Leftovers.killIn(scratch)
          .forEach(killed -> LOG.info("ended processes left by an earlier run: {}", killed));
    } catch (IOException e) {
      LOG.warn("processes left by an earlier run could not be looked for", e);
    }
  }

  /** Removes folders made for checkpoints and scratch files that nobody wrote into. */
  static void removeEmpty(StudyFolder folder) {
    for (String name : List.of(CHECKPOINTS, SCRATCH)) {
      Path top = folder.path().resolve(name);
      if (!Files.isDirectory(top)) {
        continue;
      }
      try (Stream<Path> folders = Files.walk(top)) {
        for (Path path : folders.sorted(Comparator.reverseOrder()).toList()) {
          if (Files.isDirectory(path) && isEmpty(path)) {
            Files.delete(path);
          }
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("could not tidy {}", top, e);
      }
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> inside = Files.list(path)) {
      return inside.findAny().isEmpty();
    }
  }
}
