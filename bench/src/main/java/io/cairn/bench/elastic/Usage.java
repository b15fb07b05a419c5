package io.cairn.bench.elastic;

/** How much of the slots' time was spent on evaluations. */
final class Usage {
  private double since;
  private double at;
  private long slots;
  private long busy;
  private double slotSeconds;
  private double busySeconds;

  /** Slots and busy ones change now. */
  void change(double now, int moreSlots, int moreBusy) {
    pass(now);
    slots += moreSlots;
    busy += moreBusy;
  }

  private void pass(double now) {
    double seconds = now - Math.max(at, since);
    if (seconds > 0) {
      slotSeconds += seconds * slots;
      busySeconds += seconds * busy;
    }
    at = now;
  }

  /** Forgets what was before now. */
  void restart(double now) {
    pass(now);
    since = now;
    slotSeconds = 0;
    busySeconds = 0;
  }

  /** Share of the slots' time that was spent on evaluations, 0..1. */
  double utilisation(double now) {
    pass(now);
    return slotSeconds > 0 ? busySeconds / slotSeconds : 0;
  }

  long slots() {
    return slots;
  }

  long busy() {
    return busy;
  }
}
