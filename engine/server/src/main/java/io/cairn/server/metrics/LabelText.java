package io.cairn.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Text of users as the value of a label: of bounded length and without control characters. The
 * writer of the text format escapes what is left to escape: quotes, backslashes, line breaks.
 */
final class LabelText {

  /** Characters of a value at most. */
  static final int MOST = 128;

  private static final int HASH_BYTES = 8;

  private LabelText() {}

  /**
   * The value. Texts that differ stay different, also where they are cut: series must not merge.
   */
  static String of(String text) {
    String clean = text.replaceAll("[\\p{Cntrl}&&[^\n]]", "\uFFFD");
    if (clean.equals(text) && text.length() <= MOST) {
      return text;
    }
    int kept = Math.min(clean.length(), MOST - 2 * HASH_BYTES - 1);
    boolean splitsPair = kept > 0 && Character.isHighSurrogate(clean.charAt(kept - 1));
    return clean.substring(0, kept - (splitsPair ? 1 : 0)) + "~" + hash(text);
  }

  private static String hash(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
