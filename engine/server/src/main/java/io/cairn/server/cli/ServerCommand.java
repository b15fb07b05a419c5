package io.cairn.server.cli;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.http.AccessTokens;
import io.cairn.server.http.DoorLimits;
import io.cairn.server.http.HttpDoor;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.store.StoreException;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.tls.NodeTls;
import io.cairn.server.trace.Tracing;
import io.cairn.workers.node.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn server}. */
@Command(
    name = "server",
    description = {
      "Run a coordinator of a cluster: it takes sweeps in and hands evaluations to workers.",
      "One is enough; with PostgreSQL, several share the studies and take over from each other."
    },
    mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {

  /** Before another try to come back. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final InstantSource time;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private NodeOptions options;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7355",
      description = "Where other nodes reach this one. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private String listen;

  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:7350",
      description = "Where people and programs reach this one. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private String http;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT[,..]",
      description =
          "Coordinators of the cluster (their --listen). Those on the same store find each other"
              + " without it.")
  private @Nullable String join;

  @Option(
      names = "--store",
      paramLabel = "JDBC-URL",
      description = {
        "The database, jdbc:postgresql://HOST:PORT/DATABASE; user and password as cairn.store in",
        "application.conf or in CAIRN_STORE_USER and CAIRN_STORE_PASSWORD. Default: a file in the"
            + " home folder."
      })
  private @Nullable String store;

  @Option(
      names = "--tokens",
      paramLabel = "FILE",
      description =
          "Lines ROLE TOKEN; roles are work, view, run and admin. Needed for an --http address that"
              + " other machines reach.")
  private @Nullable Path tokens;

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER|s3://BUCKET[/PREFIX]",
      description = {
        "Where checkpoints of remote workers are kept that have no place of their own. Several",
        "coordinators need one that all of them reach. Default: a folder below the home folder."
      })
  private @Nullable String checkpoints;

  /** Folder below the home folder for checkpoints of remote workers, and for those on their way. */
  private static final String REMOTE_CHECKPOINTS = "remote-checkpoints";

  private static final String ARRIVALS = "remote-arrivals";

  /** Where people and programs reach it, what they show, and what secures it. */
  private record Door(NodeAddress at, AccessTokens access, Optional<NodeTls> tls) {}

  /**
   * @param time the clock that studies go by
   */
  ServerCommand(InstantSource time) {
    this.time = time;
  }

  @Override
  public Integer call() {
    Endpoint endpoint = options.endpoint(listen);
    NodeAddress door = Addresses.parse("--http", http);
    List<NodeAddress> seeds = join == null ? List.of() : Addresses.parseAll("--join", join);
    AccessTokens access = access(door);
    Optional<NodeTls> tls = options.tls(endpoint);
    warnOfPlainTokens(door, tls);
    Home home = global.home();
    LogFile.toStandardError();
    StoreSettings database = settings(home);
    Checkpoints kept =
        CheckpointPlace.open(
            checkpoints == null ? home.root().resolve(REMOTE_CHECKPOINTS).toString() : checkpoints,
            home,
            System.getenv());
    Tracing tracing = Traces.open("coordinator", endpoint.listen().toString());
    AtomicReference<ServerNode> current = new AtomicReference<>();
    CountDownLatch asked = new CountDownLatch(1);
    Leaving leaving =
        Leaving.onSignal(
            () -> {
              asked.countDown();
              Optional.ofNullable(current.get()).ifPresent(ServerNode::close);
              tracing.close(); // What its studies did last is among what it tells.
            });
    Door to = new Door(door, access, tls);
    try (tracing) {
      ServerNode.Settings settings =
          new ServerNode.Settings(
              endpoint,
              seeds,
              database,
              store -> new ClusterSweeps(store, time),
              time,
              Version.NUMBER,
              tracing::study,
              Optional.of(new RemoteCheckpoints(kept, home.root().resolve(ARRIVALS))));
      takePartUntilAsked(settings, to, current, asked);
    } finally {
      CheckpointPlace.close(kept);
    }
    leaving.await();
    return ExitCode.OK;
  }

  private void takePartUntilAsked(
      ServerNode.Settings settings,
      Door to,
      AtomicReference<ServerNode> current,
      CountDownLatch asked) {
    takePart(settings, to, current);
    while (!isOver(asked, Duration.ZERO)) {
      System.err.println("the cluster gave this coordinator up; it comes back");
      try {
        takePart(settings, to, current);
      } catch (RuntimeException e) {
        // Whatever made the cluster give it up may last: the database is away, the machine is busy.
        System.err.println("it cannot come back yet: " + e.getMessage());
        isOver(asked, PAUSE);
      }
    }
  }

  /** Whether it was asked to end, or is before the pause is over. */
  private static boolean isOver(CountDownLatch asked, Duration pause) {
    try {
      return asked.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** From joining to leaving, or to being given up by the others. */
  private void takePart(
      ServerNode.Settings settings, Door door, AtomicReference<ServerNode> current) {
    try (ServerNode node = ServerNode.start(settings)) {
      current.set(node);
      DoorLimits limits = DoorLimits.from(node.system().settings().config());
      var binding =
          HttpDoor.open(node, door.at(), door.access(), limits, door.tls())
              .toCompletableFuture()
              .join();
      System.err.println(
          "coordinator "
              + node.address()
              + (door.tls().isPresent() ? ", https://" : ", http://")
              + door.at().host()
              + ":"
              + binding.localAddress().getPort()
              + ", store "
              + settings.store().url());
      node.gone().toCompletableFuture().join();
    } catch (StoreException e) {
      throw CommandException.refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw CommandException.invalid(String.valueOf(e.getMessage()));
    } catch (CompletionException e) {
      throw CommandException.refused(
          "--http = " + http + " cannot be opened: " + String.valueOf(e.getCause()));
    }
  }

  private AccessTokens access(NodeAddress door) {
    if (tokens == null) {
      if (!door.isLoopback()) {
        throw CommandException.invalid(
            "--http = "
                + http
                + " is reached by other machines, so whoever gets there could run commands on the"
                + " workers; give --tokens FILE, or listen on 127.0.0.1");
      }
      return AccessTokens.OPEN;
    }
    try {
      return AccessTokens.read(tokens);
    } catch (IllegalArgumentException e) {
      throw CommandException.invalid("--tokens: " + e.getMessage());
    } catch (IOException e) {
      throw CommandException.invalid("--tokens = " + tokens + " cannot be read: " + e.getMessage());
    }
  }

  private static void warnOfPlainTokens(NodeAddress door, Optional<NodeTls> tls) {
    if (!door.isLoopback() && tls.isEmpty()) {
      System.err.println(
          "warning: --http = "
              + door
              + " is plain text, so that tokens can be read on their way; give --tls FOLDER, or let"
              + " only a proxy with TLS reach it");
    }
  }

  private StoreSettings settings(Home home) {
    try {
      return StoreSettings.from(
          store == null
              ? ConfigFactory.load()
              : ConfigFactory.parseMap(Map.of("cairn.store.url", store), "--store")
                  .withFallback(ConfigFactory.load()),
          home.root());
    } catch (StoreException e) {
      throw CommandException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
