package io.cairn.server.journal;

import io.cairn.proto.Commit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs a study and says what was acknowledged: first "recovered N", then the number
 * of each last commit of a batch, once the coordinator could have told a worker. Arguments: folder,
 * seed, sync, pause between batches in milliseconds.
 */
final class WriterChild {

  private WriterChild() {}

  public static void main(String[] arguments) {
    StudyFolder folder = new StudyFolder(Path.of(arguments[0]));
    Random random = new Random(Long.parseLong(arguments[1]));
    String settings = "cairn.journal.sync = " + arguments[2];
    long pause = Duration.ofMillis(Long.parseLong(arguments[3])).toNanos();
    JournalState state = JournalCheck.open(folder);
    if (state instanceof JournalState.Torn || state instanceof JournalState.Unreadable) {
      System.out.println("refused: " + state);
      return;
    }
    try (ProbeNode node = ProbeNode.start(folder, settings)) {
      long number = node.state().commits();
      System.out.println("recovered " + number);
      while (true) {
        List<Commit> commits = Commits.list(number + 1, 1 + random.nextInt(4), 4, random);
        number = node.keep(commits).commits();
        System.out.println(number);
        LockSupport.parkNanos(pause);
      }
    }
  }
}
