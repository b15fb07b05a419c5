package io.cairn.core.landscape.topology;

/** How a figure was found. */
public enum Mode {
  /** Over every measured node or pair. */
  EXACT,

  /** As the paper's own tool did it, to be compared with its figures and with nothing else. */
  PAPER,

  /** Over a seeded selection, because all would cost too much. */
  SAMPLED
}
