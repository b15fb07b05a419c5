package io.cairn.server.cli;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.cluster.CoordinatorProcess;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.ServerNode;
import io.cairn.server.http.AccessTokens;
import io.cairn.server.http.DoorLimits;
import io.cairn.server.http.HttpDoor;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.store.StoreException;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Release;
import io.cairn.server.studies.Traces;
import io.cairn.server.tls.NodeTls;
import io.cairn.server.trace.Tracing;
import io.cairn.workers.node.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.apache.pekko.http.javadsl.ServerBinding;
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
    Door to = new Door(door, access, tls);
    ServerNode.Settings settings =
        new ServerNode.Settings(
            endpoint,
            seeds,
            database,
            store -> new ClusterSweeps(store, time),
            time,
            Release.NUMBER,
            tracing::study,
            Optional.of(new RemoteCheckpoints(kept, home.root().resolve(ARRIVALS))));
    CoordinatorProcess process = new CoordinatorProcess(settings, node -> open(node, to, database));
    Leaving leaving =
        Leaving.onSignal(
            () -> {
              process.leave();
              tracing.close(); // What its studies did last is among what it tells.
            });
    try (tracing) {
      process.run();
    } catch (StoreException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    } finally {
      CheckpointPlace.close(kept);
    }
    leaving.await();
    return ExitCode.OK;
  }

  private void open(ServerNode node, Door door, StoreSettings database) {
    DoorLimits limits = DoorLimits.from(node.system().settings().config());
    ServerBinding binding;
    try {
      binding =
          HttpDoor.open(node, door.at(), door.access(), limits, door.tls())
              .toCompletableFuture()
              .join();
    } catch (CompletionException e) {
      throw CairnException.refused(
          "--http = " + http + " cannot be opened: " + String.valueOf(e.getCause()));
    }
    System.err.println(
        "coordinator "
            + node.address()
            + (door.tls().isPresent() ? ", https://" : ", http://")
            + door.at().host()
            + ":"
            + binding.localAddress().getPort()
            + ", store "
            + database.url());
  }

  private AccessTokens access(NodeAddress door) {
    if (tokens == null) {
      if (!door.isLoopback()) {
        throw CairnException.invalid(
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
      throw CairnException.invalid("--tokens: " + e.getMessage());
    } catch (IOException e) {
      throw CairnException.invalid("--tokens = " + tokens + " cannot be read: " + e.getMessage());
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
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
