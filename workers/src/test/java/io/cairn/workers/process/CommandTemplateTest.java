package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandTemplateTest {

  private static final Set<String> KNOWN = new LinkedHashSet<>(List.of("depth", "rate", "to"));

  @Test
  void placeholders_areFilledAnywhereInAnArgument() {
    assertThat(
            fill(Map.of("depth", "3", "to", "9"), "run", "{depth}", "--to={to}", "a{to}b{depth}"))
        .containsExactly("run", "3", "--to=9", "a9b3");
  }

  @Test
  void doubledBraces_areLiteral() {
    assertThat(fill(Map.of("to", "9"), "run", "{{\"to\": {to}}}", "{{to}}", "}}{{"))
        .containsExactly("run", "{\"to\": 9}", "{to}", "}{");
  }

  @Test
  void inactiveParameter_aloneInAnArgument_goesTogetherWithItsOption() {
    assertThat(fill(Map.of("to", "9"), "run", "--rate", "{rate}", "-r", "{rate}", "--to", "{to}"))
        .containsExactly("run", "--to", "9");
  }

  @Test
  void inactiveParameter_afterNoOption_goesAlone() {
    assertThat(fill(Map.of("to", "9"), "run", "file", "{rate}", "{to}", "{rate}", "-", "{rate}"))
        .containsExactly("run", "file", "9", "-");
    assertThat(fill(Map.of(), "run", "--", "{rate}")).containsExactly("run", "--");
    assertThat(fill(Map.of(), "-odd", "{rate}")).containsExactly("-odd");
  }

  @Test
  void inactiveParameters_inARow_dropOnlyTheFirstOnesOption() {
    assertThat(fill(Map.of(), "run", "--pair", "{rate}", "{depth}", "end"))
        .containsExactly("run", "end");
  }

  @Test
  void inactiveParameter_asAnOptionsValue_goesWithTheOption() {
    assertThat(fill(Map.of(), "run", "--rate={rate}", "end")).containsExactly("run", "end");
  }

  @Test
  void inactiveParameter_embedded_isEmpty() {
    assertThat(fill(Map.of("to", "9"), "run", "x{rate}y", "rate={rate}", "--a={rate}:{to}"))
        .containsExactly("run", "xy", "rate=", "--a=:9");
  }

  @Test
  void valuesThatLookLikePlaceholdersOrOptions_staySingleArguments() {
    assertThat(fill(Map.of("depth", "{to} --x; rm -rf \"$HOME\""), "run", "--depth", "{depth}"))
        .containsExactly("run", "--depth", "{to} --x; rm -rf \"$HOME\"");
  }

  @Test
  void emptyArgument_stays() {
    assertThat(fill(Map.of(), "run", "", "end")).containsExactly("run", "", "end");
  }

  @Test
  void mistakes_areAllReportedWithTheirPlace() {
    List<String> problems = new ArrayList<>();
    CommandTemplate.parse(
        List.of("run", "{dept}", "ok {to}", "{open", "close}", "{}"),
        KNOWN,
        (index, message) -> problems.add(index + " " + message));
    assertThat(problems).hasSize(4);
    assertThat(problems.get(0))
        .startsWith("1 ")
        .contains("unknown placeholder {dept}; there are: {depth}, {rate}, {to}")
        .contains("did you mean \"depth\"?");
    assertThat(problems.get(1)).startsWith("3 ").contains("written twice: {{");
    assertThat(problems.get(2)).startsWith("4 ").contains("written twice: }}");
    assertThat(problems.get(3)).startsWith("5 ").contains("unknown placeholder {}");
  }

  private static List<String> fill(Map<String, String> values, String... words) {
    List<String> problems = new ArrayList<>();
    CommandTemplate template =
        CommandTemplate.parse(
            List.of(words), KNOWN, (index, message) -> problems.add(index + message));
    assertThat(problems).isEmpty();
    return template.fill(values);
  }
}
