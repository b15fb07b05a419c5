package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyFolderTest {

  @Test
  void of_goodId_liesRightBelowStudies() {
    StudyFolder folder = StudyFolder.of(Path.of("/home"), "churn-gbm.2_x");
    assertThat(folder.path()).isEqualTo(Path.of("/home/studies/churn-gbm.2_x"));
    assertThat(folder.id()).isEqualTo("churn-gbm.2_x");
    assertThat(List.of(folder.journal(), folder.mark(), folder.lock(), folder.status()))
        .allMatch(file -> folder.path().equals(file.getParent()));
    assertThat(folder.journal()).isEqualTo(Path.of(folder.database() + ".mv.db"));
  }

  @Test
  void of_idThatIsNoName_isRefused() {
    for (String id :
        List.of("", ".", "..", "../x", "a/b", "a b", "a|b", "a;b", "-a", "é", "x".repeat(129))) {
      assertThatThrownBy(() -> StudyFolder.of(Path.of("/home"), id))
          .as(id)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + id + "\"");
    }
  }
}
