package io.cairn.server.studies;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Ids of studies. */
public final class StudyIds {

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final int LONGEST_NAME = 40;

  private StudyIds() {}

  /**
   * An id that a person chose.
   *
   * @throws CairnException if it cannot be one
   */
  public static String checked(String wanted) {
    if (!wanted.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
      throw CairnException.invalid(
          "--id = "
              + wanted
              + " must be 1 to 80 letters, digits, dots, dashes or underscores, and begin with a"
              + " letter or digit");
    }
    return wanted;
  }

  /** Of name and time. */
  public static String of(String name, Instant now) {
    return slug(name) + "-" + STAMP.format(now.atZone(ZoneOffset.UTC));
  }

  /** Of name and time, and different for two submissions in one second. */
  public static String of(String name, Instant now, String token) {
    return of(name, now) + "-" + String.format(Locale.ROOT, "%04x", token.hashCode() & 0xffff);
  }

  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = slug.length() > LONGEST_NAME ? slug.substring(0, LONGEST_NAME) : slug;
    return cut.isEmpty() ? "study" : cut;
  }
}
