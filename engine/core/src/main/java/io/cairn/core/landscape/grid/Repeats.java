package io.cairn.core.landscape.grid;

/** What to make of a configuration that is measured more than once. */
public enum Repeats {
  /** They are repeats (seeds, folds): their mean is the loss, their spread its standard error. */
  AVERAGE,

  /** Equal losses are one measurement; losses that disagree are an error. */
  REFUSE
}
