package io.cairn.workers.smile.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class ArffFormatTest {

  private static final String HEADER =
      """
      % a comment
      @RELATION 'some weather'

      @attribute outlook {sunny, 'partly cloudy', rainy}
      @ATTRIBUTE 'wind speed' REAL
      @attribute note string
      @data
      """;

  @Test
  void denseFile_isReadWithItsDeclaredLevels() throws Exception {
    Table table =
        read(HEADER + "'partly cloudy', 3.5, 'it\\'s, fine'\n% comment\nrainy,?,\"other\"\n");

    assertThat(table.names()).containsExactly("outlook", "wind speed", "note");
    NominalColumn outlook = (NominalColumn) table.columns().get(0);
    assertThat(outlook.levels()).containsExactly("sunny", "partly cloudy", "rainy");
    assertThat(outlook.at(0)).isEqualTo(1);
    assertThat(((NumericColumn) table.columns().get(1)).at(0)).isEqualTo(3.5);
    assertThat(table.columns().get(1).missing(1)).isTrue();
    assertThat(((NominalColumn) table.columns().get(2)).levels())
        .containsExactly("it's, fine", "other");
  }

  @Test
  void mistakes_areRefusedWithTheirLine() {
    refused(HEADER + "foggy,1,x\n", "'foggy' in column 'outlook', data row 1");
    refused(HEADER + "sunny,fast,x\n", "'fast' in numeric column 'wind speed', data row 1");
    refused(HEADER + "sunny,1\n", "line 8: 2 values for 3 attributes");
    refused(HEADER + "sunny,1,'x\n", "line 8: a quote is not closed");
    refused(HEADER + "sunny,1,'x'y\n", "line 8: there is more text after a closing quote");
    refused(HEADER + "{0 sunny}\n", "sparse data");
    refused("@relation x\n@attribute a {b, c\n@data\nb\n", "no closing brace");
    refused("@relation x\n@attribute a\n@data\nb\n", "line 2: attribute 'a' has no type");
    refused("@relation x\n@attribute a real\n@attribute a real\n", "no name of its own");
    refused("@relation x\n@attribute a relational\n", "relational");
    refused("hello\n", "line 1: 'hello' is not");
    refused(HEADER, "no rows");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadableTableException.class)
        .hasMessageContaining(message);
  }

  private static Table read(String text) throws Exception {
    return ArffFormat.read(new BufferedReader(new StringReader(text)));
  }
}
