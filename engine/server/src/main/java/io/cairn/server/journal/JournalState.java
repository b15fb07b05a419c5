package io.cairn.server.journal;
public sealed interface JournalState {
  record Sound(long records) implements JournalState {}
  record Torn(String sentence) implements JournalState {}
  record Unreadable(String sentence) implements JournalState {}
  record Absent() implements JournalState {}
}
