package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Descriptors.Descriptor;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Lease;
import io.cairn.proto.Metric;
import io.cairn.proto.NamedValue;
import io.cairn.proto.Report;
import io.cairn.proto.Resource;
import io.cairn.proto.remote.Cancellation;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.proto.remote.RemoteLease;
import io.cairn.proto.remote.UnneededCheckpoints;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The description of the API, what is answered, and docs/api.md say the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String SWEEP =
      """
      name = "described"
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3 }
      method { name = %s }
      budget { trials = %d }
      worker { type = function, function = branin, sleep = 1ms }
      """;

  private final JsonNode description =
      JSON.valueToTree(
          new Yaml().load(new String(Resources.bytes(Api.DESCRIPTION), StandardCharsets.UTF_8)));

  private SmallCluster cluster;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    cluster = new SmallCluster(home, AccessTokens.OPEN);
    cluster.worker("w", 2, SmallCluster.VERSION);
    cluster.submit("first", SWEEP.formatted("asha", 40), "k1");
    ended("first");
    cluster.submit("second", SWEEP.formatted("landscape", 20), "k2");
    ended("second");
    cluster.submit("open", SWEEP.formatted("random", 1_000_000), "k3");
    await()
        .atMost(PATIENCE)
        .until(() -> cluster.get("api/v1/studies/open/trials").body().path("total").asInt() > 20);
  }

  private void ended(String study) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cluster
                    .get("api/v1/studies/" + study)
                    .body()
                    .path("state")
                    .asText()
                    .equals("ended"));
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private JsonNode operation(Operation of) {
    return description
        .path("paths")
        .path(of.path())
        .path(of.method().value().toLowerCase(Locale.ROOT));
  }

  @Test
  void operations_areThoseOfTheDescriptionWithTheirRoles() {
    TreeSet<String> answered = new TreeSet<>();
    for (Operation of : Api.of(cluster.node(), DoorRig.limits())) {
      answered.add(line(of.method().value(), of.path(), word(of.role())));
    }
    TreeSet<String> described = new TreeSet<>();
    description
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (operation.getValue().isObject()) {
                            described.add(
                                line(
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue().path("x-role").asText()));
                          }
                        }));
    assertThat(described).isEqualTo(answered);
  }

  private static String line(String method, String path, String role) {
    return method + " " + path + " " + role;
  }

  private static String word(AccessRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  @Test
  void references_leadSomewhere() {
    for (String reference : description.findValuesAsText("$ref")) {
      assertThat(description.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    TreeSet<String> ids = new TreeSet<>(description.findValuesAsText("operationId"));
    assertThat(ids).hasSameSizeAs(description.findValuesAsText("operationId"));
  }

  @Test
  void namesInBraces_areDescribedParameters() {
    for (Operation of : Api.of(cluster.node(), DoorRig.limits())) {
      List<String> names = new ArrayList<>();
      for (JsonNode parameter : description.path("paths").path(of.path()).path("parameters")) {
        JsonNode itself =
            parameter.has("$ref")
                ? description.at(parameter.path("$ref").asText().substring(1))
                : parameter;
        names.add("{" + itself.path("name").asText() + "}");
      }
      List<String> inPath =
          List.of(of.path().split("/")).stream().filter(s -> s.startsWith("{")).toList();
      assertThat(names).as(of.path()).isEqualTo(inPath);
    }
  }

  @Test
  void answers_haveTheShapesOfTheDescription() throws Exception {
    JsonNode archive = cluster.get("api/v1/archive").body().path("landscapes");
    assertThat(archive).hasSize(2);
    String landscape = archive.get(0).path("id").asText();
    String other = archive.get(1).path("id").asText();
    int checked = 0;
    for (Operation of : Api.of(cluster.node(), DoorRig.limits())) {
      JsonNode schema =
          operation(of).path("responses").path("200").path("content").path("application/json");
      if (!of.method().value().equals("GET") || schema.isMissingNode()) {
        continue;
      }
      for (String study : List.of("first", "second", "open")) {
        for (String part : parts(of)) {
          String path =
              of.path()
                  .replace("{study}", study)
                  .replace("{trial}", "0")
                  .replace("{part}", part)
                  .replace("{landscape}", landscape);
          String query =
              path.endsWith("comparison") ? "?first=" + landscape + "&second=" + other : "";
          check(path + query, schema.path("schema"));
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(40);
    check("/studies/first/trials/9999", problem());
    check("/studies/none", problem());
    check("/nothing", problem());
  }

  private static List<String> parts(Operation of) {
    return of.path().contains("{part}")
        ? List.of(
            "overview",
            "importance",
            "points",
            "trials",
            "curves",
            "timeline",
            "failures",
            "landscape",
            "trust")
        : List.of("");
  }

  private JsonNode problem() {
    return JSON.createObjectNode().put("$ref", "#/components/schemas/Problem");
  }

  private void check(String path, JsonNode schema) throws Exception {
    JsonNode answer = cluster.get("api/v1" + path).body();
    // A schema with the description's own parts, so that references find them.
    ObjectNode whole = JSON.createObjectNode();
    whole.set("components", description.path("components"));
    whole.putArray("allOf").add(schema);
    Schema rule =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);
    assertThat(rule.validate(answer)).as(path + " -> " + answer).isEmpty();
  }

  @Test
  void documentation_hasARowForEachOperation() throws Exception {
    String text = Files.readString(Path.of("../../docs/api.md"));
    for (Operation of : Api.of(cluster.node(), DoorRig.limits())) {
      String address =
          "/api/v1"
              + of.path()
                  .replace("{study}", "ID")
                  .replace("{trial}", "N")
                  .replace("{part}", "PART")
                  .replace("{worker}", "NAME")
                  .replace("{landscape}", "LANDSCAPE");
      assertThat(text).contains(of.method().value() + " " + address);
    }
  }

  @Test
  void otherMethods_areRefusedWithThoseThatThereAre() throws Exception {
    SmallCluster.Answer answer =
        cluster.send(
            cluster.request("api/v1/studies/first").PUT(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body().path("detail").asText()).endsWith("DELETE, GET");
  }

  /** The messages of remote workers are written down twice: as protobuf, and here. */
  @Test
  void messagesOfRemoteWorkers_haveTheFieldsOfTheContract() {
    Map<String, Descriptor> messages =
        Map.ofEntries(
            Map.entry("RemoteLeaseRequest", LeaseRequest.getDescriptor()),
            Map.entry("RemoteHeldEvaluation", HeldEvaluation.getDescriptor()),
            Map.entry("RemotePulse", Pulse.getDescriptor()),
            Map.entry("RemoteLeave", Leave.getDescriptor()),
            Map.entry("RemoteLeft", Left.getDescriptor()),
            Map.entry("RemoteOrders", Orders.getDescriptor()),
            Map.entry("RemoteGivenLease", RemoteLease.getDescriptor()),
            Map.entry("RemoteLeaseOfEvaluation", Lease.getDescriptor()),
            Map.entry("RemoteNamedValue", NamedValue.getDescriptor()),
            Map.entry("RemoteResource", Resource.getDescriptor()),
            Map.entry("RemoteMetric", Metric.getDescriptor()),
            Map.entry("RemoteCancellation", Cancellation.getDescriptor()),
            Map.entry("RemoteUnneededCheckpoints", UnneededCheckpoints.getDescriptor()),
            Map.entry("RemoteReport", Report.getDescriptor()),
            Map.entry("RemoteComplete", Complete.getDescriptor()),
            Map.entry("RemoteFail", Fail.getDescriptor()),
            Map.entry("RemoteAcknowledgement", Acknowledgement.getDescriptor()));
    messages.forEach(
        (name, descriptor) -> {
          List<String> fields =
              descriptor.getFields().stream().map(field -> field.getJsonName()).toList();
          List<String> described = new ArrayList<>();
          description
              .path("components")
              .path("schemas")
              .path(name)
              .path("properties")
              .fieldNames()
              .forEachRemaining(described::add);
          assertThat(described).as(name).containsExactlyInAnyOrderElementsOf(fields);
        });
    assertThat(messages.keySet())
        .isSubsetOf(
            description.path("components").path("schemas").properties().stream()
                .map(Map.Entry::getKey)
                .toList());
  }
}
