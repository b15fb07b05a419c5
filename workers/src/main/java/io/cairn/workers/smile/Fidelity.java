package io.cairn.workers.smile;

/** What a resource level means to a model. */
enum Fidelity {
  /** No fidelity: every trial is trained in full. */
  NONE,
  /** Trees or epochs. */
  STAGES,
  /** Training rows by number. */
  ROWS,
  /** Training rows by share. */
  ROW_SHARE;

  /** How many training rows of a fold a model sees at a level. */
  int rows(int foldSize, double level) {
    return switch (this) {
      case NONE, STAGES -> foldSize;
      case ROWS -> (int) Math.min(foldSize, Math.round(level));
      case ROW_SHARE -> (int) Math.max(1, Math.min(foldSize, Math.round(level * foldSize)));
    };
  }
}
