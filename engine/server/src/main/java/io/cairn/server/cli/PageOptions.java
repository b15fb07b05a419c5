package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.proto.StudyCreated;
import io.cairn.server.cluster.LocalPremises;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.Premises;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.http.AccessTokens;
import io.cairn.server.http.DoorLimits;
import io.cairn.server.http.HttpDoor;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Release;
import io.cairn.server.studies.Remains;
import io.cairn.server.studies.Session;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyTrust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the live page of a study is that this process has in hand. */
final class PageOptions {

  private static final String NONE = "none";
  private static final NodeAddress USUAL = new NodeAddress("127.0.0.1", 7351);

  @Option(
      names = "--page",
      paramLabel = "HOST:PORT|none",
      description = {
        "Where the live page of the study is while it runs, on this machine alone; port 0 has one",
        "picked. Default: 127.0.0.1:7351, or another port if that is taken, when somebody watches"
            + " in a terminal; none in a pipe."
      })
  private @Nullable String page;

  /** The address that was asked for; empty for the usual one. */
  private Optional<NodeAddress> wanted() {
    if (page == null || page.equals(NONE)) {
      return Optional.empty();
    }
    NodeAddress at = Addresses.parse("--page", page);
    if (!at.isLoopback()) {
      throw CairnException.invalid(
          "--page = "
              + page
              + ": the page of a run asks nobody who they are, so it must be at an address of this"
              + " machine, as 127.0.0.1:7351; `cairn server` has tokens for others");
    }
    return Optional.of(at);
  }

  /** Says what is wrong with the option, before anything is started. */
  void check() {
    wanted();
  }

  /**
   * Opens the page of a study, if there is to be one.
   *
   * @param watched whether somebody watches in a terminal
   * @return its address
   */
  Optional<String> open(
      Session session, StudyCreated created, List<FittedPrior> priors, Home home, boolean watched) {
    Optional<NodeAddress> wanted = wanted();
    if (wanted.isEmpty() && (page != null || !watched)) {
      return Optional.empty();
    }
    StudyFolder folder = session.folder();
    LocalPremises premises =
        new LocalPremises(
            session.node(),
            new LocalPremises.About(
                folder,
                session.spec(),
                created,
                began(folder),
                () -> report(folder, home),
                () -> trust(folder, session.spec(), priors),
                home.archive(),
                Release.NUMBER));
    int port;
    try {
      port = bind(premises, wanted.orElse(USUAL));
    } catch (CompletionException e) {
      if (wanted.isPresent()) {
        throw CairnException.refused(
            "--page = " + page + " cannot be opened: " + reason(e) + "; take another port, or 0");
      }
      port = bind(premises, new NodeAddress(USUAL.host(), 0));
    }
    String host = wanted.orElse(USUAL).host();
    return Optional.of("http://" + host + ":" + port + "/study/" + folder.id());
  }

  /** When its first record was written, which may be in an earlier session. */
  private static Instant began(StudyFolder folder) {
    try (JournalReader reader = JournalReader.open(folder)) {
      return reader.commits().findFirst().map(JournalReader.Entry::writtenAt).orElse(Instant.now());
    }
  }

  private static int bind(Premises premises, NodeAddress at) {
    return HttpDoor.open(
            premises,
            at,
            AccessTokens.OPEN,
            DoorLimits.from(premises.system().settings().config()),
            Optional.empty())
        .toCompletableFuture()
        .join()
        .localAddress()
        .getPort();
  }

  private static String reason(CompletionException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    Throwable deepest = cause.getCause() == null ? cause : cause.getCause();
    return String.valueOf(deepest.getMessage());
  }

  private static String report(StudyFolder folder, Home home) {
    Studies.Stored stored = Studies.load(folder);
    return Remains.page(
        stored, Remains.reportContext(stored, StudyTrust.of(folder, stored, home.archive())));
  }

  private static TrustCourse trust(StudyFolder folder, StudySpec spec, List<FittedPrior> priors) {
    if (!Methods.fitsPriors(spec.method().name())) {
      return TrustCourse.none(StudyTrust.doesNotWeigh(folder.id(), spec));
    }
    EventCodec codec = new EventCodec(spec.space());
    return TrustCourse.of(
        spec.withPriors(priors),
        () -> {
          JournalReader reader = JournalReader.open(folder);
          return reader
              .commits()
              .onClose(reader::close)
              .flatMap(entry -> entry.commit().getEventsList().stream())
              .flatMap(event -> codec.decode(event).stream());
        },
        List.of());
  }
}
