package io.cairn.workers.spi;

/** The version of this interface. */
public final class Spi {

  /**
   * Raised when a plug-in that was compiled against an older version would no longer work. A
   * plug-in says what it was compiled against with the attribute {@value #ATTRIBUTE} of its jar's
   * manifest, and one that names another number is not loaded.
   */
  public static final int VERSION = 1;

  /** Attribute of the manifest of a plug-in's jar that holds the version, a whole number. */
  public static final String ATTRIBUTE = "Cairn-Spi";

  private Spi() {}
}
