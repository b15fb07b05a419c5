package io.cairn.server.cli;

import picocli.CommandLine.IVersionProvider;

/** Which version of Cairn this is. */
final class Version implements IVersionProvider {

  static final String NUMBER = read();

  private static String read() {
    String packaged = Version.class.getPackage().getImplementationVersion();
    return packaged == null ? "development" : packaged;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"cairn " + NUMBER, "java " + Runtime.version()};
  }
}
