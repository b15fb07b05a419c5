package io.cairn.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What must stay true of config/monitoring when the program changes. */
class MonitoringFilesTest {

  private static final Path FILES = Path.of("../../config/monitoring");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
  private static final Pattern LABEL_VALUE = Pattern.compile("\\$labels\\.(\\w+)");

  private static Map<String, SortedSet<String>> exposed;

  @BeforeAll
  static void expose(@TempDir Path folder) {
    try (SampleNode node = new SampleNode(folder)) {
      exposed = node.exposition().labels();
    }
  }

  private static JsonNode yaml(String file) throws Exception {
    Object read =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(FILES.resolve(file)));
    return JsonMapper.builder().build().valueToTree(read);
  }

  private static JsonNode dashboard() throws Exception {
    return JsonMapper.builder()
        .build()
        .readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
  }

  private static List<JsonNode> rules() throws Exception {
    List<JsonNode> rules = new ArrayList<>();
    yaml("alerts.yaml").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    assertThat(rules).hasSizeGreaterThan(15);
    return rules;
  }

  private static List<String> mistakes(String expression) {
    return new Expression(expression).mistakes(exposed);
  }

  // ---- alerts ----------------------------------------------------------------------------------

  @Test
  void rules_askForWhatThereIs() throws Exception {
    for (JsonNode rule : rules()) {
      assertThat(mistakes(rule.path("expr").asText())).as(rule.path("alert").asText()).isEmpty();
    }
  }

  @Test
  void rules_areNamedOnceAndSayWhatToDo() throws Exception {
    Set<String> names = new HashSet<>();
    for (JsonNode rule : rules()) {
      String name = rule.path("alert").asText();
      assertThat(name).matches("Cairn[A-Z][A-Za-z]+");
      assertThat(names.add(name)).as(name).isTrue();
      assertThat(rule.path("for").asText()).as(name).matches("\\d+[mh]");
      assertThat(rule.path("labels").path("severity").asText())
          .as(name)
          .matches("info|warning|critical");
      JsonNode annotations = rule.path("annotations");
      assertThat(annotations.path("summary").asText()).as(name).isNotBlank();
      assertThat(annotations.path("description").asText()).as(name).isNotBlank();
    }
  }

  /** A label that the expression sums away would be empty in the sentence. */
  @Test
  void sentencesOfRules_nameLabelsThatTheirExpressionKeeps() throws Exception {
    for (JsonNode rule : rules()) {
      String expression = rule.path("expr").asText();
      String first = expression.split("\\band\\b", 2)[0];
      Matcher label = LABEL_VALUE.matcher(rule.path("annotations").toString());
      while (label.find()) {
        boolean aggregated = first.matches("(?s).*\\b(sum|max|min)\\b.*");
        assertThat(first)
            .as(rule.path("alert").asText())
            .matches(
                text ->
                    aggregated
                        ? text.matches("(?s).*by \\([^)]*\\b" + label.group(1) + "\\b.*")
                        : label.group(1).equals("instance"));
      }
    }
  }

  // ---- dashboard -------------------------------------------------------------------------------

  private static List<JsonNode> panels() throws Exception {
    List<JsonNode> panels = new ArrayList<>();
    dashboard().path("panels").forEach(panels::add);
    assertThat(panels).hasSizeGreaterThan(30);
    return panels;
  }

  @Test
  void panels_askForWhatThereIs() throws Exception {
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        String expression =
            target.path("expr").asText().replace("$__rate_interval", "5m").replace("$", "");
        assertThat(mistakes(expression)).as(panel.path("title").asText()).isEmpty();
      }
    }
  }

  @Test
  void panels_areInPlaceAndHaveWhatTheyShow() throws Exception {
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> taken = new HashSet<>();
    for (JsonNode panel : panels()) {
      String title = panel.path("title").asText();
      assertThat(title).isNotBlank();
      assertThat(ids.add(panel.path("id").asInt())).as(title).isTrue();
      JsonNode place = panel.path("gridPos");
      assertThat(place.path("x").asInt() + place.path("w").asInt()).as(title).isLessThan(25);
      for (int x = 0; x < place.path("w").asInt(); x++) {
        for (int y = 0; y < place.path("h").asInt(); y++) {
          List<Integer> cell = List.of(place.path("x").asInt() + x, place.path("y").asInt() + y);
          assertThat(taken.add(cell)).as(title + " lies over another").isTrue();
        }
      }
      assertThat(panel.path("targets").isEmpty())
          .as(title)
          .isEqualTo(panel.path("type").asText().equals("row"));
    }
  }

  @Test
  void variables_areDeclaredAndAskForWhatThereIs() throws Exception {
    SortedSet<String> declared = new TreeSet<>(Set.of("__rate_interval", "__all"));
    for (JsonNode variable : dashboard().path("templating").path("list")) {
      declared.add(variable.path("name").asText());
      if (variable.path("type").asText().equals("query")) {
        Matcher query =
            Pattern.compile("label_values\\((.*), (\\w+)\\)")
                .matcher(variable.path("query").path("query").asText());
        assertThat(query.matches()).isTrue();
        String asked = query.group(1).replace("$", "");
        assertThat(mistakes("max by (" + query.group(2) + ") (" + asked + ")")).isEmpty();
      }
    }
    Matcher used = VARIABLE.matcher(dashboard().toString());
    while (used.find()) {
      assertThat(declared).contains(used.group(1));
    }
  }

  // ---- Prometheus ------------------------------------------------------------------------------

  @Test
  void scrapeJob_isTheOneThatRulesNameAndShowsItsToken() throws Exception {
    JsonNode settings = yaml("prometheus.yaml");
    JsonNode job = settings.path("scrape_configs").path(0);
    assertThat(job.path("job_name").asText()).isEqualTo("cairn");
    assertThat(job.path("metrics_path").asText()).isEqualTo("/metrics");
    assertThat(job.path("authorization").path("type").asText()).isEqualTo("Bearer");
    assertThat(job.path("authorization").path("credentials_file").asText()).isNotBlank();
    assertThat(settings.path("rule_files").path(0).asText()).isEqualTo("alerts.yaml");
  }

  // ---- the checks themselves -------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cairn_nothing > 0",
        "max(cairn_workers",
        "max(cairn_workers])",
        "rate(cairn_workers[5m])",
        "rate(cairn_results_total)",
        "cairn_results_total[5m]",
        "sum by (study) (cairn_slots)",
        "max(cairn_study_running{trial=\"1\"})",
        "cairn_store_persist_seconds",
        "1 > 0"
      })
  void expressionsThatAskForNothing_areFound(String expression) {
    assertThat(mistakes(expression)).isNotEmpty();
  }

  @Test
  void expressionsThatAreRight_passTheChecks() {
    assertThat(
            mistakes(
                "histogram_quantile(0.9, sum by (le) (rate(cairn_store_persist_seconds_bucket{"
                    + "job=~\"a(\"}[5m]))) > 1 and on () max(cairn_workers) > 0"))
        .isEmpty();
  }
}
