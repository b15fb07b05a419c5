package io.cairn.workers.process;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What is on disk about a running command, so that it can be found when its node has been killed.
 *
 * <p>Written before the command starts (then without its process) and again afterwards, so that
 * there is no moment at which a command runs without one.
 *
 * @param owner the node's process
 * @param command the command's process; absent until it has started
 * @param ownSession whether the command leads a session
 * @param token text in the environment of every process of the command
 * @param undo argument vector that ends what the command started elsewhere; empty if nothing
 */
record LaunchRecord(
    Identity owner,
    Optional<Identity> command,
    boolean ownSession,
    String token,
    List<String> undo) {

  /** Name of the file in the scratch folder of an evaluation. */
  static final String FILE = ".cairn-process";

  /** Start times are derived from the boot time, which clock corrections move a little. */
  private static final long SLACK_MILLIS = 2_000;

  /**
   * A process: ids are used again, so the start time belongs to it.
   *
   * @param startMillis milliseconds since 1970; 0 where the system does not tell
   */
  record Identity(long pid, long startMillis) {

    static Identity of(ProcessHandle handle) {
      return new Identity(
          handle.pid(), handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The process, if it is still alive and the same. */
    Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(handle -> Math.abs(of(handle).startMillis() - startMillis) <= SLACK_MILLIS);
    }
  }

  LaunchRecord {
    undo = List.copyOf(undo);
  }

  /** Of a command that this process is about to start. */
  static LaunchRecord of(boolean ownSession, List<String> undo) {
    return new LaunchRecord(
        Identity.of(ProcessHandle.current()),
        Optional.empty(),
        ownSession,
        UUID.randomUUID().toString(),
        undo);
  }

  LaunchRecord withCommand(ProcessHandle process) {
    return new LaunchRecord(owner, Optional.of(Identity.of(process)), ownSession, token, undo);
  }

  static void delete(Path scratch) throws IOException {
    Files.deleteIfExists(scratch.resolve(FILE));
  }

  /** Puts the record into a scratch folder, in one step. */
  void write(Path scratch) throws IOException {
    Properties properties = new Properties();
    put(properties, "owner", owner);
    command.ifPresent(identity -> put(properties, "command", identity));
    properties.setProperty("own-session", Boolean.toString(ownSession));
    properties.setProperty("token", token);
    for (int i = 0; i < undo.size(); i++) {
      properties.setProperty("undo." + i, undo.get(i));
    }
    StringWriter text = new StringWriter();
    properties.store(text, "A running evaluation. Removed when it ends.");
    Path draft = scratch.resolve(FILE + ".new");
    Files.writeString(draft, text.toString());
    Files.move(
        draft,
        scratch.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void put(Properties properties, String key, Identity identity) {
    properties.setProperty(key + ".pid", Long.toString(identity.pid()));
    properties.setProperty(key + ".start", Long.toString(identity.startMillis()));
  }

  /** The record in a file; empty if the file is none. */
  static Optional<LaunchRecord> read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      String token = properties.getProperty("token", "");
      Optional<Identity> owner = identity(properties, "owner");
      if (token.isBlank() || owner.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new LaunchRecord(
              owner.get(),
              identity(properties, "command"),
              Boolean.parseBoolean(properties.getProperty("own-session")),
              token,
              undo(properties)));
    } catch (IllegalArgumentException e) {
      // A malformed escape or number: not written by this class.
      return Optional.empty();
    }
  }

  private static List<String> undo(Properties properties) {
    List<String> words = new ArrayList<>();
    for (String word = properties.getProperty("undo.0");
        word != null;
        word = properties.getProperty("undo." + words.size())) {
      words.add(word);
    }
    return words;
  }

  private static Optional<Identity> identity(Properties properties, String key) {
    String pid = properties.getProperty(key + ".pid");
    String start = properties.getProperty(key + ".start");
    return pid == null || start == null
        ? Optional.empty()
        : Optional.of(new Identity(Long.parseLong(pid), Long.parseLong(start)));
  }
}
