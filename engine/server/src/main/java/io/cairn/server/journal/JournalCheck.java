package io.cairn.server.journal;
public final class JournalCheck {
  private JournalCheck() {}
  public static JournalState open(StudyFolder f){ return java.nio.file.Files.exists(f.path().resolve("journal.mv.db"))?new JournalState.Sound(0):new JournalState.Absent(); }
  public static String salvage(StudyFolder f){ return ""; }
}
