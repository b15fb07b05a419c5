package io.cairn.server.store;

/** A process that reads all records of an entity and prints how many; the test bounds its heap. */
final class StoreReplayChild {

  private StoreReplayChild() {}

  public static void main(String[] arguments) {
    try (Store store = Store.open(StoreKind.settingsOf(arguments[0]))) {
      RecordWalk walk = store.walk(arguments[1], 1, Long.MAX_VALUE);
      long records = 0;
      while (walk.next().isPresent()) {
        records++;
      }
      System.out.println(records);
    }
  }
}
