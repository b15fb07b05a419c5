package io.cairn.workers.s3;

import java.util.regex.Pattern;

/**
 * A bucket and what the keys in it begin with.
 *
 * @param bucket 3 to 63 lower-case letters, digits, dots and dashes
 * @param prefix without slashes at its ends; empty for the whole bucket
 */
public record S3Location(String bucket, String prefix) {

  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /** Letters that every store and every tool writes the same way. */
  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9_=+-][A-Za-z0-9._=+-]*(/[A-Za-z0-9_=+-][A-Za-z0-9._=+-]*)*");

  private static final int LONGEST_PREFIX = 400;

  public S3Location {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "bucket \""
              + bucket
              + "\" must be 3 to 63 lower-case letters, digits, dots or dashes, and begin and end"
              + " with a letter or digit");
    }
    if (!prefix.isEmpty()
        && (prefix.length() > LONGEST_PREFIX || !PREFIX.matcher(prefix).matches())) {
      throw new IllegalArgumentException(
          "prefix \""
              + prefix
              + "\" must be at most "
              + LONGEST_PREFIX
              + " letters, digits and . _ = + - in parts with one / between, none of which begins"
              + " with a dot");
    }
  }

  /** Whether a text means a location in a store and not a folder. */
  public static boolean isMeantBy(String text) {
    return text.regionMatches(true, 0, "s3:", 0, 3);
  }

  /**
   * Reads {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public static S3Location parse(String text) {
    if (text.contains("@")) {
      // What is before the sign may be a secret; the sentence must not repeat it.
      throw new IllegalArgumentException(
          "s3://... must not hold credentials (there is an @ in it); they come from"
              + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or another usual place of them");
    }
    if (!text.startsWith(SCHEME)) {
      throw new IllegalArgumentException(text + " must be s3://BUCKET or s3://BUCKET/PREFIX");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1);
    try {
      return new S3Location(
          bucket, prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
    }
  }

  /** The key of a name below the prefix. */
  String key(String name) {
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  @Override
  public String toString() {
    return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
