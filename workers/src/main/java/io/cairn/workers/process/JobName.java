package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names for what runs an evaluation elsewhere.
 *
 * <p>An evaluation has one name, whatever its attempt and its node: who starts it again finds what
 * an earlier attempt may have left under that name and ends it first, so that never two of them
 * write into one checkpoint.
 */
public final class JobName {

  private static final int WORD = 30;
  private static final int DIGITS = 12;

  private JobName() {}

  /**
   * The name of an evaluation: at most 56 of the characters a-z, 0-9 and dash, a letter first, as
   * Kubernetes wants names (RFC 1123 labels), and Slurm and container engines take them.
   */
  public static String of(Evaluation evaluation) {
    String word = slug(evaluation.id());
    String number = hash(evaluation.study() + "\n" + evaluation.id()).substring(0, DIGITS);
    return word.isEmpty() ? "cairn-" + number : "cairn-" + word + "-" + number;
  }

  /** A text as a value of a label: at most 30 of the characters a-z, 0-9 and dash; maybe empty. */
  public static String slug(String text) {
    String clean =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    return clean.substring(0, Math.min(WORD, clean.length())).replaceAll("-+$", "");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
