package io.cairn.server.cli;

import io.cairn.server.studies.Release;
import picocli.CommandLine.IVersionProvider;

/** Which version of Cairn this is. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"cairn " + Release.NUMBER, "java " + Runtime.version()};
  }
}
