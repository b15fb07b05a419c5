package io.cairn.workers.s3;

import java.io.IOException;

/** The store answered, and what it says will not change by asking again: settings are wrong. */
public final class StoreRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  StoreRefusedException(String sentence) {
    super(sentence);
  }
}
