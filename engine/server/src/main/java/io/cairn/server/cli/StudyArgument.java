package io.cairn.server.cli;

import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Studies;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A stored study given on the command line, with the options that every command has. */
final class StudyArgument {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Parameters(
      paramLabel = "STUDY",
      description = "Id of the study, its unique beginning, or `last`.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  /** As it was given. */
  String text() {
    return study;
  }

  GlobalOptions global() {
    return global;
  }

  StudyFolder folder() {
    return global.home().find(study);
  }

  Studies.Stored load() {
    return Studies.load(folder());
  }
}
