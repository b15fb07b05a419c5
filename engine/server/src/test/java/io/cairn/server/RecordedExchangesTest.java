package io.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Lease;
import io.cairn.proto.NamedValue;
import io.cairn.proto.Report;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.proto.remote.RemoteLease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the conformance kit and the worker for Python said to each other, as recorded, is what the
 * .proto files say in protobuf's own JSON mapping: the kit's server is none of its own invention.
 */
class RecordedExchangesTest {

  private static final Path EXCHANGES = Path.of("../../workers/python/exchanges");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A request and its answer, of one name below /api/v1/remote. */
  private record Kind(Message request, Message answer) {}

  private static final Map<String, Kind> KINDS =
      Map.of(
          "lease", new Kind(LeaseRequest.getDefaultInstance(), Orders.getDefaultInstance()),
          "pulse", new Kind(Pulse.getDefaultInstance(), Orders.getDefaultInstance()),
          "report", new Kind(Report.getDefaultInstance(), Acknowledgement.getDefaultInstance()),
          "complete", new Kind(Complete.getDefaultInstance(), Acknowledgement.getDefaultInstance()),
          "fail", new Kind(Fail.getDefaultInstance(), Acknowledgement.getDefaultInstance()),
          "leave", new Kind(Leave.getDefaultInstance(), Left.getDefaultInstance()));

  private record Recorded(String scenario, String name, boolean answer, Message message) {}

  private static List<Recorded> recorded() throws IOException {
    List<Recorded> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(EXCHANGES)) {
      for (Path file : files.sorted().toList()) {
        String scenario = file.getFileName().toString().replace(".jsonl", "");
        for (String line : Files.readAllLines(file)) {
          JsonNode exchange = JSON.readTree(line);
          String name =
              exchange.path("request").asText().replaceAll("^POST /api/v1/remote/|\\?.*$", "");
          if (KINDS.containsKey(name)) {
            Kind kind = KINDS.get(name);
            read(scenario, name, false, exchange.path("message"), kind.request(), messages);
            if (exchange.path("status").asInt() == 200) {
              read(scenario, name, true, exchange.path("answer"), kind.answer(), messages);
            }
          }
        }
      }
    }
    return messages;
  }

  private static void read(
      String scenario,
      String name,
      boolean answer,
      JsonNode json,
      Message shape,
      List<Recorded> into) {
    Message.Builder builder = shape.newBuilderForType();
    try {
      JsonFormat.Parser parser = JsonFormat.parser();
      if (scenario.equals("unknown-fields") && answer) {
        parser = parser.ignoringUnknownFields();
      }
      parser.merge(json.toString(), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(scenario + ", " + name + ": " + e.getMessage() + "\n" + json, e);
    }
    into.add(new Recorded(scenario, name, answer, builder.build()));
  }

  @Test
  void everyMessage_isOneOfTheProtocol() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Recorded recorded : recorded()) {
      counts.merge(recorded.name() + (recorded.answer() ? " answer" : ""), 1, Integer::sum);
    }
    assertThat(counts).hasSize(2 * KINDS.size());
    assertThat(counts.values()).allMatch(count -> count >= 2);
  }

  @Test
  void everyScenarioOfTheKit_isRecorded() throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(EXCHANGES.resolveSibling("conformance.py"))) {
      if (line.matches(" {4}name, rule = \"[a-z-]+\", .*")) {
        names.add(line.split("\"", 3)[1]);
      }
    }
    assertThat(names).hasSizeGreaterThan(20);
    assertThat(names).allMatch(name -> Files.exists(EXCHANGES.resolve(name + ".jsonl")));
  }

  @Test
  void numbersOf64Bits_areExact() throws IOException {
    List<Lease> leases =
        recorded().stream()
            .filter(recorded -> recorded.scenario().equals("numbers"))
            .map(Recorded::message)
            .filter(Orders.class::isInstance)
            .flatMap(orders -> ((Orders) orders).getLeasesList().stream())
            .map(RemoteLease::getLease)
            .toList();
    assertThat(leases).isNotEmpty();
    Lease lease = leases.get(0);
    assertThat(Long.toUnsignedString(lease.getToken())).isEqualTo("9223372036854788153");
    assertThat(Long.toUnsignedString(lease.getSeed())).isEqualTo("18446744073709551615");
    assertThat(lease.getConfigurationList())
        .contains(value("big", Long.MAX_VALUE), value("small", -9007199254740993L));
    assertThat(recorded())
        .filteredOn(recorded -> recorded.scenario().equals("numbers"))
        .extracting(Recorded::message)
        .filteredOn(Report.class::isInstance)
        .extracting(report -> ((Report) report).getMetrics(0).getValue())
        .contains(Double.NaN, Double.POSITIVE_INFINITY, -1e300);
  }

  private static NamedValue value(String name, long integer) {
    return NamedValue.newBuilder()
        .setName(name)
        .setValue(io.cairn.proto.Value.newBuilder().setInteger(integer))
        .build();
  }
}
