package io.cairn.server.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may do what. Tokens are kept as their SHA-256, so that nothing that prints or dumps this has
 * them.
 */
public final class AccessTokens {

  /** Nobody needs a token: for a server that only its own machine reaches. */
  public static final AccessTokens OPEN = new AccessTokens(List.of(), true);

  private static final int SHORTEST = 16;

  private record Entry(AccessRole role, byte[] digest) {}

  private final List<Entry> entries;
  private final boolean open;

  private AccessTokens(List<Entry> entries, boolean open) {
    this.entries = List.copyOf(entries);
    this.open = open;
  }

  /**
   * Reads a file of lines {@code ROLE TOKEN}; roles are work, view, run and admin; lines that begin
   * with # are remarks.
   *
   * @throws IllegalArgumentException with a sentence for the first line that cannot be used,
   *     without its token
   * @throws IOException if the file cannot be read
   */
  public static AccessTokens read(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        entries.add(entry(file + ":" + number, text.split("\\s+")));
      }
    }
    if (entries.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " has no token; write lines of the form ROLE TOKEN, roles are work, view, run and admin");
    }
    return new AccessTokens(entries, false);
  }

  private static Entry entry(String where, String[] words) {
    if (words.length != 2) {
      throw new IllegalArgumentException(
          where + " must be ROLE TOKEN, two words, and has " + words.length);
    }
    if (words[1].length() < SHORTEST) {
      throw new IllegalArgumentException(
          where
              + ": a token of "
              + words[1].length()
              + " characters can be guessed; "
              + SHORTEST
              + " are the least, for example those of `openssl rand -hex 16`");
    }
    try {
      return new Entry(AccessRole.valueOf(words[0].toUpperCase(Locale.ROOT)), digest(words[1]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          where + ": the role " + words[0] + " must be work, view, run or admin", e);
    }
  }

  /** Whether no token is needed. */
  public boolean isOpen() {
    return open;
  }

  /** The role of who shows this token; empty if it is none of ours. */
  Optional<AccessRole> role(Optional<String> token) {
    if (open) {
      return Optional.of(AccessRole.ADMIN);
    }
    Optional<AccessRole> found = Optional.empty();
    if (token.isPresent()) {
      byte[] shown = digest(token.get());
      for (Entry entry : entries) {
        // All are compared, in constant time, so that the time tells nothing.
        if (MessageDigest.isEqual(entry.digest(), shown)) {
          found = Optional.of(entry.role());
        }
      }
    }
    return found;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
