package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.cluster.Premises;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** Everything below {@code /api/v1}. */
final class Api {

  /** Its description in OpenAPI 3.1; a test holds it to the operations. */
  static final String DESCRIPTION = "/io/cairn/server/http/openapi.yaml";

  private Api() {}

  /** The operations of a place. */
  static List<Operation> of(Premises at, DoorLimits limits) {
    EventStreams events =
        new EventStreams(
            at.system(),
            at.watching(),
            new StudyListing(at.studies()),
            at.studies()::watch,
            at.meters().door());
    Lookout lookout = new Lookout(at.studies(), at.watching());
    byte[] description = Resources.bytes(DESCRIPTION);
    return Stream.of(
            new StudyEndpoints(at.studies()).all(),
            new WatchEndpoints(lookout, events).all(),
            new LogEndpoints(lookout).all(),
            new WorkerEndpoints(at.studies()).all(),
            new ArchiveEndpoints(at.archive()).all(),
            new RemoteEndpoints(at.remote(), at.system(), limits).all(),
            new CheckpointEndpoints(at.remote(), at.system(), limits).all(),
            List.of(
                Operation.get("/access", AccessRole.VIEW, call -> now(access(call.role()))),
                Operation.get(
                    "/openapi.yaml", AccessRole.VIEW, call -> now(description(description)))))
        .flatMap(List::stream)
        .toList();
  }

  /** What the caller may do. */
  private static HttpResponse access(AccessRole role) {
    ObjectNode answer = StudyListing.JSON.createObjectNode();
    answer.put("role", role.name().toLowerCase(Locale.ROOT));
    return json(OK, answer);
  }

  /** RFC 9512. */
  private static HttpResponse description(byte[] text) {
    return HttpResponse.create()
        .withEntity(
            HttpEntities.create(
                MediaTypes.applicationWithFixedCharset("yaml", HttpCharsets.UTF_8).toContentType(),
                text));
  }
}
