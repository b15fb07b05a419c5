package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyLockTest {

  @TempDir Path home;

  /** Holds the lock of the study in the given folder until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws InterruptedException {
      StudyLock.Attempt attempt = StudyLock.take(new StudyFolder(Path.of(arguments[0])));
      System.out.println(attempt instanceof StudyLock.Taken ? "taken" : attempt.toString());
      Thread.currentThread().join();
    }
  }

  @Test
  void take_twiceInOneProcess_isRefusedAndTheFirstStays() throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    StudyLock lock = ((StudyLock.Taken) StudyLock.take(folder)).lock();
    for (int i = 0; i < 3; i++) {
      assertThat(StudyLock.take(folder))
          .isEqualTo(
              new StudyLock.Refused(
                  "study s1 is being run by process "
                      + ProcessHandle.current().pid()
                      + ", this one; wait for it to end, or stop it and resume the study"));
      assertThat(StudyLock.held(folder)).isTrue();
    }
    // POSIX would have dropped the lock if a refused attempt had opened and closed the file.
    Path output = home.resolve("out");
    try (ChildProcess other = ChildProcess.start(Holder.class, output, folder.path().toString())) {
      other.awaitLines(1);
      assertThat(other.lines().get(0))
          .contains("study s1 is being run by process " + ProcessHandle.current().pid() + ";");
    }
    lock.close();
    lock.close();
    assertThat(StudyLock.held(folder)).isFalse();
    ((StudyLock.Taken) StudyLock.take(folder)).lock().close();
  }

  @Test
  void take_heldByAnotherProcess_isRefusedUntilThatIsKilled() throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1").create();
    Path output = home.resolve("out");
    try (ChildProcess holder = ChildProcess.start(Holder.class, output, folder.path().toString())) {
      holder.awaitLines(1);
      assertThat(holder.lines()).containsExactly("taken");
      assertThat(StudyLock.held(folder)).isTrue();
      assertThat(StudyLock.take(folder))
          .isEqualTo(
              new StudyLock.Refused(
                  "study s1 is being run by process "
                      + holder.pid()
                      + "; wait for it to end, or stop it and resume the study"));
      holder.kill();
    }
    assertThat(StudyLock.held(folder)).isFalse();
    ((StudyLock.Taken) StudyLock.take(folder)).lock().close();
  }

  @Test
  void take_otherStudy_isFree() throws IOException {
    StudyLock one = ((StudyLock.Taken) StudyLock.take(StudyFolder.of(home, "s1").create())).lock();
    StudyLock two = ((StudyLock.Taken) StudyLock.take(StudyFolder.of(home, "s2").create())).lock();
    one.close();
    two.close();
  }

  @Test
  void take_noFolder_saysSo() {
    assertThatThrownBy(() -> StudyLock.take(StudyFolder.of(home, "nothing")))
        .isInstanceOf(CairnJournalException.class)
        .hasMessageContaining("study nothing has no folder");
    assertThat(StudyLock.held(StudyFolder.of(home, "nothing"))).isFalse();
  }
}
