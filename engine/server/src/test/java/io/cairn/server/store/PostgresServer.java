package io.cairn.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server for the tests of one JVM, from the machine's own package, in a temporary
 * folder, on a free port of 127.0.0.1. It ends with the JVM, however that ends.
 */
public final class PostgresServer {

  /** Its one user, who may do everything and needs no password. */
  public static final String USER = "cairn";

  /** PostgreSQL refuses to run as root; its package makes this user. */
  private static final String SYSTEM_USER = "postgres";

  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int ATTEMPTS = 5;

  private static final class Shared {
    private static final PostgresServer SERVER = new PostgresServer();
  }

  private final Path programs = programs();
  private final Path folder = folder();
  private final Path data = folder.resolve("data");
  private final AtomicInteger databases = new AtomicInteger();
  private int port;

  private PostgresServer() {
    run(
        "initdb",
        "-D",
        data.toString(),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N");
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      try {
        start();
        break;
      } catch (AssertionError e) {
        if (attempt == ATTEMPTS) {
          throw e; // Not only that somebody else took the port meanwhile.
        }
      }
    }
    stopWithThisProcess();
  }

  /** The one of this JVM. */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  /** A new, empty database; its address. */
  public String newDatabase() {
    String name = "test" + databases.incrementAndGet();
    sql(url("postgres"), "CREATE DATABASE " + name);
    return url(name);
  }

  /** Address of a database. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Executes statements as the user who may do everything. */
  public void sql(String url, String... statements) {
    try (Connection connection = DriverManager.getConnection(url, USER, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Ends all connections to a database but the one that says so, in the middle of whatever they do.
   */
  public void cutConnections(String url) {
    sql(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  /** Stops the server as a power cut would; start it again in a finally. */
  public void stop() {
    run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
  }

  /** Starts the server on the port that it had. */
  public void start() {
    run(
        "pg_ctl",
        "-D",
        data.toString(),
        "-l",
        folder.resolve("log").toString(),
        "-w",
        "-t",
        "120",
        "-o",
        "-p "
            + port
            + " -c listen_addresses=127.0.0.1 -c unix_socket_directories="
            + folder
            + " -c fsync=off -c max_connections=200",
        "start");
  }

  /**
   * A shell that waits for the end of its input, which is the end of this JVM, kill -9 included.
   */
  private void stopWithThisProcess() {
    String stop =
        String.join(" ", command("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop"));
    try {
      new ProcessBuilder("sh", "-c", "cat > /dev/null; " + stop + "; rm -rf " + folder)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String program, String... arguments) {
    List<String> command = command(program, arguments);
    Path output = folder.resolve(program + ".out");
    try {
      // To a file: a server that stays would keep a pipe open, and us waiting for its end.
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(180, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AssertionError(command + " failed: " + Files.readString(output) + serverLog());
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(command + " failed", e);
    }
  }

  private String serverLog() throws IOException {
    Path log = folder.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", SYSTEM_USER, "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path folder() {
    try {
      Path folder =
          Files.createTempDirectory(
              "cairn-postgres",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      if (isRoot()) {
        Files.setOwner(
            folder,
            folder
                .getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(SYSTEM_USER));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Folder of initdb and pg_ctl: where Debian's package puts them, the newest, or on the PATH. */
  private static Path programs() {
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .map(version -> version.resolve("bin"))
            .sorted(Comparator.reverseOrder())
            .forEach(places::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (String place : Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")) {
      places.add(Path.of(place));
    }
    return places.stream()
        .filter(place -> Files.isExecutable(place.resolve("initdb")))
        .filter(place -> Files.isExecutable(place.resolve("pg_ctl")))
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the tests of the store need PostgreSQL's server programs, and initdb is neither"
                        + " in "
                        + DEBIAN
                        + "/*/bin nor on the PATH; apt-get install postgresql"));
  }
}
