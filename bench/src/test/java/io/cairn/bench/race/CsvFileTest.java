package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {
  private static final List<String> HEADER = List.of("name", "number");

  @TempDir private Path folder;

  @Test
  void rows_areThereAgain_afterReopening() throws IOException {
    Path file = folder.resolve("rows.csv");
    CsvFile.open(file, HEADER).append(List.of("a", "1.5"));
    CsvFile again = CsvFile.open(file, HEADER);
    again.append(List.of("b", "2"));
    assertThat(again.rows()).hasSize(1);
    assertThat(again.rows().get(0).number("number")).isEqualTo(1.5);
    assertThat(CsvFile.read(file)).extracting(row -> row.text("name")).containsExactly("a", "b");
  }

  @Test
  void halfARow_isCutOff_whereverItsWriterDied() throws IOException {
    String whole = "name,number\na,1\n";
    String broken = "bee,2";
    for (int length = 1; length <= broken.length(); length++) {
      Path file = folder.resolve("cut" + length + ".csv");
      Files.writeString(file, whole + broken.substring(0, length));
      assertThat(CsvFile.read(file)).hasSize(1);
      CsvFile opened = CsvFile.open(file, HEADER);
      opened.append(List.of("c", "3"));
      assertThat(Files.readString(file)).isEqualTo(whole + "c,3\n");
    }
  }

  @Test
  void brokenRowInTheMiddle_costsItselfAlone() throws IOException {
    Path file = folder.resolve("middle.csv");
    Files.writeString(file, "name,number\na,1\nb,2c,3\nd,4\n");
    assertThat(CsvFile.open(file, HEADER).rows())
        .extracting(row -> row.text("name"))
        .containsExactly("a", "d");
  }

  @Test
  void halfAHeader_isBegunAnew() throws IOException {
    Path file = folder.resolve("header.csv");
    Files.writeString(file, "name,nu");
    assertThat(CsvFile.open(file, HEADER).rows()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo("name,number\n");
  }

  @Test
  void otherColumns_areRefused() throws IOException {
    Path file = folder.resolve("other.csv");
    Files.writeString(file, "name,size\na,1\n", StandardOpenOption.CREATE);
    assertThatThrownBy(() -> CsvFile.open(file, HEADER))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("use another folder");
  }
}
