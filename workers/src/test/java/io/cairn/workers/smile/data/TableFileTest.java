package io.cairn.workers.smile.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {

  @TempDir Path folder;

  @Test
  void csv_numbersAndTexts_areToldApart() throws Exception {
    Table table = read("t.csv", "a,b,c\n1,x,\n-2.5e3,y,?\n.5,x,NA\n");

    assertThat(table.names()).containsExactly("a", "b", "c");
    NumericColumn a = (NumericColumn) table.columns().get(0);
    assertThat(new double[] {a.at(0), a.at(1), a.at(2)}).containsExactly(1, -2500, 0.5);
    NominalColumn b = (NominalColumn) table.columns().get(1);
    assertThat(b.levels()).containsExactly("x", "y");
    assertThat(new int[] {b.at(0), b.at(1), b.at(2)}).containsExactly(0, 1, 0);
    assertThat(table.columns().get(2)).isInstanceOf(NumericColumn.class);
    assertThat(table.columns().get(2).missing(1)).isTrue();
  }

  @Test
  void csv_wordsThatJavaTakesForNumbers_areTexts() throws Exception {
    Table table = read("t.csv", "a,b,c,d\n1d,0x1p3,Infinity,1\n2,3,4,1 2\n");

    assertThat(table.columns()).allSatisfy(c -> assertThat(c).isInstanceOf(NominalColumn.class));
  }

  @Test
  void csv_quotedCells_keepDelimitersAndLineBreaks() throws Exception {
    Table table = read("t.csv", "a,b\n\"x, \"\"y\"\"\nz\",1\n");

    assertThat(((NominalColumn) table.columns().get(0)).levels()).containsExactly("x, \"y\"\nz");
  }

  @Test
  void csv_semicolonsOrTabs_areRecognised() throws Exception {
    assertThat(read("t.csv", "a;b\n1;2\n").names()).containsExactly("a", "b");
    assertThat(read("t.tsv", "a\tb\n1\t2\n").names()).containsExactly("a", "b");
  }

  @Test
  void csv_byteOrderMark_isNoPartOfTheFirstName() throws Exception {
    assertThat(read("t.csv", "\uFEFFa,b\n1,2\n").names()).containsExactly("a", "b");
  }

  @Test
  void gzip_isRecognisedByItsBytes() throws Exception {
    String text = "a,b\n1,x\n2,y\n";
    Files.write(folder.resolve("t.csv.gz"), gzip(text));
    Files.writeString(folder.resolve("plain.csv.gz"), text);

    assertThat(TableFile.read(folder.resolve("t.csv.gz")).size()).isEqualTo(2);
    assertThat(TableFile.read(folder.resolve("plain.csv.gz")).size()).isEqualTo(2);
  }

  @Test
  void brokenFiles_areRefusedInASentence() throws Exception {
    refused("t.csv", "a,b\n1\n", "1 cells in line 2, but its header has 2");
    refused("t.csv", "a,a\n1,2\n", "column 2 is again 'a'");
    refused("t.csv", "a,\n1,2\n", "column 2 is empty");
    refused("t.csv", "a,b\n", "no rows");
    refused("t.csv", "", "no rows");
    refused("t.csv", "a\n1e999\n", "beyond the range");
    refused("t.xlsx", "a\n1\n", "neither CSV nor ARFF");
  }

  @Test
  void damagedBytes_areRefusedInASentence() throws Exception {
    byte[] whole = gzip("a,b\n" + "1,x\n".repeat(1000));
    byte[] half = Arrays.copyOf(whole, whole.length / 2);
    Files.write(folder.resolve("half.csv.gz"), half);
    Files.write(folder.resolve("latin.csv"), "a\n\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> TableFile.read(folder.resolve("half.csv.gz")))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> TableFile.read(folder.resolve("latin.csv")))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> TableFile.read(folder.resolve("none.csv")))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessage("does not exist");
  }

  @Test
  void size_aboveTheLimit_isRefused() {
    assertThatThrownBy(() -> TableFile.checkSize(TableFile.MAX_CELLS + 1))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContaining("more than");
  }

  private void refused(String name, String text, String message) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    assertThatThrownBy(() -> TableFile.read(file))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContaining(message);
  }

  private Table read(String name, String text) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return TableFile.read(file);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
