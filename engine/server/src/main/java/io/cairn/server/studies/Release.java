package io.cairn.server.studies;

/** Which version of Cairn this is. */
public final class Release {

  /** For example {@code 0.1.0}; {@code development} where it was not packaged. */
  public static final String NUMBER = read();

  private Release() {}

  private static String read() {
    String packaged = Release.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }
}
