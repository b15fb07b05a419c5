package io.cairn.server.http;

import static io.cairn.server.http.Answers.now;
import static org.apache.pekko.http.javadsl.model.StatusCodes.BAD_REQUEST;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CONFLICT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.CONTENT_TOO_LARGE;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NO_CONTENT;
import static org.apache.pekko.http.javadsl.model.StatusCodes.SERVICE_UNAVAILABLE;

import io.cairn.server.http.Operation.Traffic;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.remote.RemoteWorkers;
import io.cairn.server.remote.RemoteWorkers.HeldTrial;
import io.cairn.server.remote.RequestRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.IOOperationIncompleteException;
import org.apache.pekko.stream.javadsl.FileIO;
import org.apache.pekko.stream.javadsl.StreamConverters;

/** Checkpoints of remote workers, to and fro. They pass through and are never held in memory. */
final class CheckpointEndpoints {

  /** What the addresses of its requests begin with. */
  static final String PREFIX = "/api/v1/remote/checkpoints/";

  private static final String PATH = "/remote/checkpoints/{study}/{trial}";

  private final RemoteWorkers workers;
  private final ActorSystem<?> system;
  private final DoorLimits limits;
  private final Executor blocking;

  CheckpointEndpoints(RemoteWorkers workers, ActorSystem<?> system, DoorLimits limits) {
    this.workers = workers;
    this.system = system;
    this.limits = limits;
    this.blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
  }

  List<Operation> all() {
    return List.of(
        Operation.get(PATH, AccessRole.WORK, this::fetch).with(Traffic.FILE),
        Operation.put(PATH, AccessRole.WORK, this::store).with(Traffic.FILE));
  }

  /** Whether a request brings or fetches one. */
  static boolean isMeantBy(HttpRequest request) {
    return request.getUri().path().startsWith(PREFIX);
  }

  private static HeldTrial held(Call call) {
    String trial = call.of("trial");
    String token = call.parameters().text("token");
    if (!trial.matches("\\d{1,9}")) {
      throw new InvalidRequestException("trial = " + trial + " must be the number of a trial");
    }
    if (!token.matches("\\d{1,18}")) {
      throw new InvalidRequestException(
          "token = " + token + " must be that of the evaluation's lease, a whole number");
    }
    HeldTrial held =
        new HeldTrial(
            call.of("study"),
            Integer.parseInt(trial),
            call.parameters().text("evaluation"),
            Long.parseLong(token));
    RemoteMessages.require(RequestRules.of(held));
    return held;
  }

  /** For who holds the lease. */
  private CompletionStage<HttpResponse> forHolder(
      HeldTrial held, Function<RemoteCheckpoints, CompletionStage<HttpResponse>> answer) {
    return workers
        .holds(held)
        .thenCompose(
            holds -> {
              if (!holds) {
                return now(
                    Problem.response(
                        CONFLICT,
                        "the lease of evaluation "
                            + held.evaluation()
                            + " with token "
                            + held.token()
                            + " is not out for trial "
                            + held.trial()
                            + " of study "
                            + held.study()
                            + ": it is over, or was never given"));
              }
              Optional<RemoteCheckpoints> kept = workers.checkpoints();
              return kept.map(answer)
                  .orElseGet(
                      () -> now(Problem.response(NOT_FOUND, "this server keeps no checkpoints")));
            });
  }

  private CompletionStage<HttpResponse> fetch(Call call) {
    HeldTrial held = held(call);
    return forHolder(
        held,
        kept ->
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return kept.read(held.study(), held.trial(), CheckpointEndpoints::sent)
                        .orElseGet(
                            () ->
                                Problem.response(
                                    NOT_FOUND,
                                    "trial "
                                        + held.trial()
                                        + " of study "
                                        + held.study()
                                        + " has no checkpoint here"));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                },
                blocking));
  }

  private static HttpResponse sent(Path file) throws IOException {
    long length = Files.size(file);
    InputStream open = Files.newInputStream(file); // What is open stays, whatever replaces it.
    return HttpResponse.create()
        .withEntity(
            length == 0
                ? HttpEntities.create(ContentTypes.APPLICATION_OCTET_STREAM, new byte[0])
                : HttpEntities.create(
                    ContentTypes.APPLICATION_OCTET_STREAM,
                    length,
                    StreamConverters.fromInputStream(() -> open)));
  }

  private CompletionStage<HttpResponse> store(Call call) {
    HeldTrial held;
    try {
      held = held(call);
    } catch (InvalidRequestException e) {
      call.request().discardEntityBytes(system);
      throw e;
    }
    boolean[] read = new boolean[1];
    return forHolder(
            held,
            kept -> {
              read[0] = true;
              return store(call.request(), kept, held);
            })
        .whenComplete(
            (answer, failure) -> {
              if (!read[0]) {
                call.request().discardEntityBytes(system);
              }
            });
  }

  private CompletionStage<HttpResponse> store(
      HttpRequest request, RemoteCheckpoints kept, HeldTrial held) {
    return CompletableFuture.supplyAsync(() -> arriving(kept), blocking)
        .thenCompose(
            file ->
                request
                    .entity()
                    .withSizeLimit(limits.files().bytes())
                    .getDataBytes()
                    .runWith(FileIO.toPath(file), system)
                    // Whoever lost the lease meanwhile replaces nothing.
                    .thenCompose(
                        written ->
                            forHolder(
                                held,
                                same ->
                                    CompletableFuture.supplyAsync(
                                        () -> keep(same, held, file), blocking)))
                    .handleAsync((answer, failure) -> stored(file, answer, failure), blocking)
                    .thenCompose(Function.identity()));
  }

  private static Path arriving(RemoteCheckpoints kept) {
    try {
      return kept.arriving();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpResponse keep(RemoteCheckpoints kept, HeldTrial held, Path file) {
    try {
      kept.keep(held.study(), held.trial(), held.token(), file);
      return HttpResponse.create().withStatus(NO_CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came but was not kept goes. */
  private CompletionStage<HttpResponse> stored(Path file, HttpResponse answer, Throwable failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      system.log().warn("{} stays: {}", file, e.getMessage());
    }
    if (failure == null) {
      return now(answer);
    }
    Optional<EntityStreamSizeException> size = within(failure, EntityStreamSizeException.class);
    if (size.isPresent()) {
      return now(tooLarge(size.get().limit()));
    }
    Optional<IOException> trouble = within(failure, IOException.class);
    if (trouble.isPresent()) {
      system.log().warn("a checkpoint could not be written", trouble.get());
      return now(
          Problem.later(
              SERVICE_UNAVAILABLE,
              "the checkpoint could not be written here: " + trouble.get().getMessage()));
    }
    return within(failure, IOOperationIncompleteException.class).isPresent()
        ? now(Problem.response(BAD_REQUEST, "the checkpoint did not come whole, or too slowly"))
        : CompletableFuture.failedFuture(failure);
  }

  private static <T extends Throwable> Optional<T> within(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private static HttpResponse tooLarge(long limit) {
    return Problem.response(
        CONTENT_TOO_LARGE,
        "the checkpoint has more than "
            + limit
            + " bytes, which is the most (cairn.http.max-checkpoint): keep it where the workers reach"
            + " it themselves");
  }
}
