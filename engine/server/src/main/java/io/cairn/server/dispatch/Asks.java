package io.cairn.server.dispatch;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The questions that were asked and not answered yet; as many as there are free slots, at most. */
final class Asks {
  private final Contenders contenders;
  private final Placement placement;
  private final Map<Long, Ask> open = new HashMap<>(); // found by number, never walked
  private long last;

  /**
   * One question.
   *
   * @param standing the study and the kind of node that it was asked for
   * @param starving whether the study was asked because it had waited too long
   */
  record Ask(Contender contender, NodeSlots node, Standing standing, boolean starving) {}

  Asks(Contenders contenders, Placement placement) {
    this.contenders = contenders;
    this.placement = placement;
  }

  /** Number that the next question will have. */
  long next() {
    return last + 1;
  }

  Match ask(Standing standing, NodeSlots node) {
    Contender contender = standing.contender;
    long number = ++last;
    open.put(number, new Ask(contender, node, standing, contender.starving));
    placement.change(node, () -> node.asks.add(number));
    contenders.change(contender, () -> contender.asks.add(number));
    return new Match(number, contender.study, node.node);
  }

  /** Takes a question back; null if that was done before. */
  @Nullable Ask take(long number) {
    Ask ask = open.remove(number);
    if (ask != null) {
      placement.change(ask.node, () -> ask.node.asks.remove(number));
      contenders.change(ask.contender, () -> ask.contender.asks.remove(number));
    }
    return ask;
  }
}
